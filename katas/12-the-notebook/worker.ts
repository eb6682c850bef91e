// The thread's side: each thread runs this file. `workerData` and `parentPort` of 'node:worker_threads'
// connect it with `threads` in compare.ts.

throw new Error('TODO: open a session, get each post that is asked for, and send its line back')
