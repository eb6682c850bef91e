import type { Pulse } from '../ground/recorder.ts'
import { tidy } from '../ground/time.ts'
import { host } from '../machine/host.ts'

/** The time of a run on the real clock, in ms. All its threads count from the same instant. */
export class RealClock implements Pulse {
  /** What another thread needs to have the same clock. */
  readonly shared: { readonly start: bigint; readonly counts: Int32Array }

  constructor(shared?: RealClock['shared']) {
    this.shared = shared ?? {
      start: host.real.hrtime(),
      counts: new Int32Array(new SharedArrayBuffer(4)),
    }
  }

  get now(): number {
    return tidy(Number(host.real.hrtime() - this.shared.start) / 1e6)
  }

  get events(): number {
    return host.real.atomics.load(this.shared.counts, 0)
  }

  nextEvent(): number {
    return host.real.atomics.add(this.shared.counts, 0, 1)
  }
}
