import { parentPort, workerData } from 'node:worker_threads'

const answers = await Promise.all(workerData.map((url: string) => fetch(url).then(r => r.json())))
parentPort?.postMessage(answers)
