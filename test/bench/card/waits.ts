import { parentPort } from 'node:worker_threads'

// A thread or a process that says how much memory its process has, and waits for what never comes.

const { rss } = process.memoryUsage()
if (parentPort) parentPort.postMessage(rss)
else process.send?.(rss)
setInterval(() => {}, 2 ** 30)
