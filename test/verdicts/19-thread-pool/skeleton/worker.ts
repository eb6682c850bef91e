// The thread's side: each thread of the pool runs this file. It exports nothing. It gets what it needs as
// `workerData`, and talks to the pool through `parentPort`, both of 'node:worker_threads'.

throw new Error('TODO: load the job, do it for each message from the pool, and answer')
