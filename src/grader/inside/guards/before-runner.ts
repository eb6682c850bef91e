import { isMainThread } from 'node:worker_threads'

// Loaded before anything else in a process that runs the tests of a submission. The test runner puts all that
// it exports, such as `expect`, into a global for itself, and for good. Where the property is there already
// it can be taken away again: see before.ts.

Object.defineProperty(globalThis, '__vitest_index__', { configurable: true, value: undefined })

// Threads load what their process has loaded.
if (isMainThread) await import('./sealed-channel.ts')
