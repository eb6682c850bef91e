import os from 'node:os'
import { host } from '../machine/host.ts'
import type { Replacement } from './replacement.ts'

/** What tells a program how many threads can compute at once. */
export function processors(): Replacement[] {
  const { availableParallelism, cpus } = os
  const { navigator } = globalThis
  const real = navigator.hardwareConcurrency
  Object.defineProperty(navigator, 'hardwareConcurrency', {
    configurable: true,
    get: () => host.machine?.coreCount ?? real,
  })
  const simulatedCpus = () => {
    const [one] = cpus()
    return Array.from({ length: host.machine?.coreCount ?? 0 }, () => ({ ...one }))
  }
  return [
    [os, 'availableParallelism', () => host.machine?.coreCount ?? availableParallelism()],
    [os, 'cpus', () => (host.machine ? simulatedCpus() : cpus())],
  ]
}
