import { isMainThread } from 'node:worker_threads'
import { Phase } from './guard-state.ts'
import { watchProcess } from './watch-process.ts'

// For a program that runs anybody's code outside of the test runner: `node --import` this file, then the program, then
// the file whose code it runs. Threads are given the same options, and the process is watched already.
if (isMainThread) {
  const [, , file = ''] = process.argv
  watchProcess().enter(Phase.testing, { file, test: undefined })
}
