import os from 'node:os'
import { host } from '../machine/host.ts'
import { type Replacement, replacedGetter } from './replacement.ts'

/** What tells a program how many threads can compute at once. */
export function processors(): Replacement[] {
  const { availableParallelism, cpus, loadavg, uptime } = os
  const simulatedCpus = () => {
    const [one] = cpus()
    return Array.from({ length: host.machine?.coreCount ?? 0 }, () => ({ ...one }))
  }
  return [
    replacedGetter(
      Navigator.prototype,
      'hardwareConcurrency',
      (_, real) => host.machine?.coreCount ?? real(),
    ),
    [os, 'availableParallelism', () => host.machine?.coreCount ?? availableParallelism()],
    [os, 'cpus', () => (host.machine ? simulatedCpus() : cpus())],
    // The simulated computer starts with the run, and tells no more of its load than Windows does.
    [os, 'uptime', () => (host.machine ? host.machine.read() / 1000 : uptime())],
    [os, 'loadavg', () => (host.machine ? [0, 0, 0] : loadavg())],
  ]
}
