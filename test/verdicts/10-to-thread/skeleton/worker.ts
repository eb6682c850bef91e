import { parentPort, workerData } from 'node:worker_threads'

// The thread's side. The function may block here as long as it likes: only this thread waits for it.

const { default: work } = await import(workerData)

// TODO: listen to `parentPort`; for each message, call `work` and reply. Without a listener the thread exits.
