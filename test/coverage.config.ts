import { existsSync } from 'node:fs'
import path from 'node:path'
import { defineConfig, type Plugin } from 'vitest/config'

// Where a machine reads the results, as in vitest.config.ts.
const results = process.env.KATA_RESULTS

const root = path.resolve(import.meta.dirname, '..')

/**
 * The proof once more, and the katas' tests on the reference solutions in their own place: that is where
 * coverage can see them. (The proof runs copies of them.)
 */
export default defineConfig({
  root,
  plugins: [solutions()],
  test: {
    include: [
      'test/{lab,course,grader,documents}/**/*.test.ts',
      'test/command/demonstrations.test.ts',
      'test/grading/essential.test.ts',
      'katas/**/*.test.ts',
    ],
    exclude: [
      // Its threads import the kata's own file, which is the skeleton here: only the proof can test it.
      'katas/17-shared-state/**',
      // The command runs in a process of its own, and so does what it keeps.
      'test/course/keep.test.ts',
    ],
    setupFiles: ['./src/lab/setup/setup.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
    coverage: {
      enabled: true,
      include: ['solutions/**/*.ts', 'src/lab/**/*.ts'],
      exclude: [
        // Given, not written by students: it has tests of its own.
        'solutions/**/ask.ts',
        // Threads load their files themselves, where coverage does not see them.
        'solutions/**/worker.ts',
        'solutions/17-shared-state/**',
        'src/lab/real/thread-entry.ts',
        'src/lab/install/thread.ts',
        'src/lab/threads/thread-machine.ts',
        'src/lab/threads/sim-port.ts',
        'src/lab/threads/import-fresh.ts',
      ],
      reporter: ['text'],
      thresholds: {
        'solutions/**': { statements: 100, branches: 100, functions: 100, lines: 100 },
        'src/lab/**': { lines: 95 },
      },
    },
  },
})

/** Lets the tests in `katas/NN-name` import from `solutions/NN-name`. */
function solutions(): Plugin {
  const katas = path.join(root, 'katas') + path.sep
  return {
    name: 'solutions',
    enforce: 'pre',
    resolveId(id, importer) {
      const folder = importer && path.dirname(path.resolve(importer)) + path.sep
      if (!folder?.startsWith(katas) || !id.startsWith('./')) return undefined
      const solution = path.join(root, 'solutions', folder.slice(katas.length), id)
      return existsSync(solution) ? solution : undefined
    },
  }
}
