import { scrypt } from 'node:crypto'
import { parentPort } from 'node:worker_threads'

// A real operation of Node's, then a simulated wait.
scrypt('password', 'salt', 64, { N: 4096 }, (_error, key) => {
  setTimeout(() => parentPort?.postMessage(key.length), 5)
})
