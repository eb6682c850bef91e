// The face `#lab/guarding`, for whoever guards verdicts against the code that they are about: what has to be
// frozen, hidden or watched of the lab.
export { install } from './install/install.ts'
export { host, type RunnerState } from './machine/host.ts'
export { SimImmediate, SimTimer } from './machine/timers.ts'
export { SimPort } from './threads/sim-port.ts'
export { SimWorker } from './threads/sim-worker.ts'

/** What a thread imports first so that it loads TypeScript as quickly as the lab's own threads do. */
export const STRIP_TYPES = new URL('./threads/strip-types.js', import.meta.url)
