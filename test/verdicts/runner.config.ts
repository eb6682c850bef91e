import { defineConfig } from 'vitest/config'

/** How the verdict matrix runs the copies of a kata: many small files, quickly, in one process. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: [],
    setupFiles: ['./src/lab/setup/setup.ts', './test/verdicts/setup.ts'],
    isolate: false,
    // What the runner remembers of each file only grows: these are other files each time.
    cache: false,
    fsModuleCache: false,
    // No slow computer may reach it: see vitest.config.ts.
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    maxWorkers: 2,
    reporters: ['json'],
    dangerouslyIgnoreUnhandledErrors: true,
  },
})
