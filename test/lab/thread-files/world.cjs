const { parentPort } = require('node:worker_threads')

globalThis.calls = (globalThis.calls ?? 0) + 1
parentPort.postMessage(globalThis.calls)
