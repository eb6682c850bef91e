import './src/command/require-node.js'
import { defineConfig } from 'vitest/config'

const setupFiles = ['./src/lab/setup/setup.ts']
// What never ends is ended by the lab and its guard, which judge by processor time. This decides nothing: no slow
// computer may reach it.
const testTimeout = 1_200_000
// Where a machine reads the results: .ci/run counts them there.
const results = process.env.KATA_RESULTS

const firstRuns = ['test/lab/servers/server.test.ts', 'test/lab/threads/threads.test.ts']
const inBrowser = 'test/page/browser/*.test.ts'
const verdicts = 'test/verdicts/verdicts.test.ts'
const limits = { testTimeout, hookTimeout: testTimeout }
const proof = {
  include: [
    'test/{lab,course,command,grader,page,documents}/**/*.test.ts',
    'test/grading/essential.test.ts',
  ],
  setupFiles,
  ...limits,
}

export default defineConfig({
  test: {
    // Both cores of a small machine: the runner would keep one for itself.
    maxWorkers: '100%',
    reporters: results ? ['default', ['json', { outputFile: results }]] : ['default'],
    projects: [
      // Everything that proves the project, whatever state the katas are in: npm test.
      // In few processes, since the lab promises that no run leaves a trace in the next; files that try
      // the first run of a process have one for themselves.
      { test: { ...proof, name: 'proof', exclude: [...firstRuns, inBrowser], isolate: false } },
      { test: { ...proof, name: 'proof of first runs', include: firstRuns } },
      // It keeps all cores busy by itself: beside the others, everything would take longer.
      {
        test: {
          ...proof,
          name: 'proof of verdicts',
          include: [verdicts],
          sequence: { groupOrder: 1 },
        },
      },
      // The fake databases beside real ones, the lab beneath HTTP clients, and libraries
      // behind the exports of katas, where those are installed: npm run conformance.
      {
        test: {
          name: 'conformance',
          include: ['test/{conformance,libraries}/*.test.ts'],
          setupFiles,
          ...limits,
          sequence: { groupOrder: 2 },
        },
      },
      // The page in a real browser, where one is installed: npm run browser.
      {
        test: {
          name: 'browser',
          include: [inBrowser],
          ...limits,
          sequence: { groupOrder: 2 },
        },
      },
      // Every submission of the grader's corpus, some of which do all the harm they can: npm run grading.
      {
        test: {
          name: 'grading',
          include: ['test/grading/{corpus,references}.test.ts'],
          ...limits,
          setupFiles,
          sequence: { groupOrder: 3 },
        },
      },
      // The exercises: red until they are solved.
      // In one process for each core: the list of all is there in half the time.
      {
        test: {
          name: 'katas',
          include: ['katas/**/*.test.ts'],
          // Node loads the lab itself: a process that waits for the next save has it already.
          server: { deps: { external: [/[\\/]src[\\/]lab[\\/]/] } },
          setupFiles: ['./src/lab/guard/guard.ts', ...setupFiles],
          ...limits,
          isolate: false,
        },
      },
    ],
  },
})
