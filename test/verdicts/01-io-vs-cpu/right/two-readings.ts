import { performance } from 'node:perf_hooks'
import { cpuUsage } from 'node:process'

type Profile = { wall: number; cpu: number; bound: 'io' | 'cpu' }

interface Reading {
  readonly wall: number
  readonly cpu: number
}

/** What both clocks show, in ms. */
function read(): Reading {
  const { user, system } = cpuUsage()
  return { wall: performance.now(), cpu: (user + system) / 1000 }
}

export async function profile(task: () => Promise<unknown>): Promise<Profile> {
  const start = read()
  await task()
  const end = read()
  const wall = end.wall - start.wall
  const cpu = end.cpu - start.cpu
  return { wall, cpu, bound: cpu > wall - cpu ? 'cpu' : 'io' }
}
