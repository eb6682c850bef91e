import perfHooks from 'node:perf_hooks'
import { host } from '../machine/host.ts'
import type { SimulatedThread } from '../machine/simulated-thread.ts'
import { EPOCH } from './dates.ts'
import { type Replacement, replacedGetter } from './replacement.ts'

/** Clocks of `performance` and `process`, of the time that has passed and of the processor's. */
export function clocks(): Replacement[] {
  const { performance } = perfHooks
  const { mark, measure } = performance
  const { cpuUsage, threadCpuUsage, resourceUsage, uptime, hrtime } = process

  return [
    [performance, 'now', () => (host.machine ? host.machine.read() : host.real.now())],
    [
      performance,
      'mark',
      (name: string, options?: Parameters<Performance['mark']>[1]) =>
        mark.call(
          performance,
          name,
          host.machine ? { startTime: host.machine.read(), ...options } : options,
        ),
    ],
    [
      performance,
      'measure',
      (name: string, from?: Parameters<Performance['measure']>[1], to?: string) => {
        const options = typeof from === 'object' ? from : { start: from ?? 0, end: to }
        const endsNow = options.end === undefined && !('duration' in options)
        return host.machine && endsNow
          ? measure.call(performance, name, { ...options, end: host.machine.read() })
          : measure.call(performance, name, from as never, to)
      },
    ],
    [
      process,
      'hrtime',
      Object.assign(simulatedHrtime(hrtime), { bigint: simulatedBigint(hrtime) }),
    ],
    [process, 'uptime', () => (host.machine ? host.machine.read() / 1000 : uptime.call(process))],
    [process, 'cpuUsage', simulatedCpu(cpuUsage, machine => machine.cpu)],
    [process, 'threadCpuUsage', simulatedCpu(threadCpuUsage, machine => machine.threadCpu)],
    [process, 'resourceUsage', simulatedResources(resourceUsage)],
    replacedGetter(Performance.prototype, 'timeOrigin', (_, real) =>
      host.machine ? EPOCH : real(),
    ),
  ]
}

function simulatedHrtime(real: typeof process.hrtime) {
  return (earlier?: [number, number]): [number, number] => {
    if (!host.machine) return real(earlier)
    const nanoseconds = Math.round(host.machine.read() * 1e6)
    const [seconds, rest] = [Math.floor(nanoseconds / 1e9), nanoseconds % 1e9]
    if (!earlier) return [seconds, rest]
    const difference = nanoseconds - (earlier[0] * 1e9 + earlier[1])
    return [Math.floor(difference / 1e9), ((difference % 1e9) + 1e9) % 1e9]
  }
}

function simulatedBigint(real: typeof process.hrtime) {
  return (): bigint =>
    host.machine ? BigInt(Math.round(host.machine.read() * 1e6)) : real.bigint()
}

function simulatedCpu(real: typeof process.cpuUsage, cpuOf: (machine: SimulatedThread) => number) {
  return (earlier?: NodeJS.CpuUsage): NodeJS.CpuUsage => {
    if (!host.machine) return real.call(process, earlier)
    const user = Math.round(cpuOf(host.machine) * 1000) - (earlier?.user ?? 0)
    return { user, system: 0 - (earlier?.system ?? 0) }
  }
}

function simulatedResources(real: typeof process.resourceUsage) {
  return (): NodeJS.ResourceUsage => {
    const usage = real.call(process)
    if (!host.machine) return usage
    return { ...usage, userCPUTime: Math.round(host.machine.cpu * 1000), systemCPUTime: 0 }
  }
}
