import './test/cli/require-node.js'
import { defineConfig } from 'vitest/config'

const setupFiles = ['./test/lab/setup.ts']

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'proof', include: ['test/*.test.ts'], setupFiles } },
      { test: { name: 'katas', include: ['katas/**/*.test.ts'], setupFiles } },
    ],
  },
})
