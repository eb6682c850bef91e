import perfHooks, { createHistogram, type RecordableHistogram } from 'node:perf_hooks'
import { words } from '../ground/words/words.ts'
import { host } from '../machine/host.ts'
import type { Clearable } from '../machine/simulated-thread.ts'
import type { Replacement } from './replacement.ts'

type Options = Parameters<typeof perfHooks.monitorEventLoopDelay>[0] & {
  readonly samplePerIteration?: boolean
}

const NANOSECONDS = 1e6

/** Histograms that are filled from the clock. */
export function loopDelays(): Replacement[] {
  const { monitorEventLoopDelay } = perfHooks
  const recordable = Object.getPrototypeOf(createHistogram()) as RecordableHistogram
  const { recordDelta } = recordable
  const last = new WeakMap<object, number>()
  return [
    [
      perfHooks,
      'monitorEventLoopDelay',
      (options?: Options) => {
        // Node's own function checks the options.
        const real = monitorEventLoopDelay(options)
        return host.machine ? simulatedDelay(options) : real
      },
    ],
    [
      recordable,
      'recordDelta',
      function (this: RecordableHistogram) {
        if (!host.machine) return recordDelta.call(this)
        const now = host.machine.read()
        const passed = Math.round((now - (last.get(this) ?? now)) * NANOSECONDS)
        last.set(this, now)
        if (passed > 0) this.record(passed)
      },
    ],
  ]
}

/** As Node does it: an interval whose distances are recorded, in nanoseconds, from the second on. */
function simulatedDelay({ resolution = 10, samplePerIteration = false }: Options = {}): object {
  const { machine } = host
  if (samplePerIteration) {
    const { whats, insteads } = words.refused
    throw machine?.refuse(whats.samplePerIteration, insteads.resolution)
  }
  const histogram = createHistogram()
  let timer: Clearable | undefined
  const kind = {
    name: 'monitorEventLoopDelay',
    repeat: true,
    ref: false,
    hidden: true,
    housekeeping: true,
  }
  const stop = () => {
    timer?.close()
    timer = undefined
  }
  return Object.assign(histogram, {
    enable: () => {
      if (timer) return false
      let last: number | undefined
      const tick = () => {
        const now = host.machine?.read() ?? 0
        if (last !== undefined) histogram.record(Math.round((now - last) * NANOSECONDS))
        last = now
      }
      timer = machine?.setTimer(tick, resolution, [], kind)
      return true
    },
    disable: () => {
      const was = timer !== undefined
      stop()
      return was
    },
    [Symbol.dispose]: stop,
  })
}
