// The thread's side: each `new Worker(new URL('./worker.ts', import.meta.url), { workerData })` runs this
// file from the top. `workerData` and `parentPort` of node:worker_threads connect it to the main thread.

throw new Error('TODO: load the work, do it for each input that comes, send the result back')
