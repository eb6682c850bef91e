import { parentPort, workerData } from 'node:worker_threads'
import { Redis } from 'ioredis'
import { redis } from '#lab/blocking'

// Asks twice: in the blocking way, then with a cooperative client.

const blocking = redis.connect(workerData as string)
const first = blocking.call('GET', 'visitors')
blocking.close()
const client = new Redis(workerData as string)
const second = await client.get('visitors')
await client.quit()
parentPort?.postMessage([first, second])
