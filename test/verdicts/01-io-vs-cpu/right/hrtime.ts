type Profile = { wall: number; cpu: number; bound: 'io' | 'cpu' }

export async function profile(task: () => Promise<unknown>): Promise<Profile> {
  const start = process.hrtime.bigint()
  const before = process.cpuUsage()
  await task()
  const { user, system } = process.cpuUsage(before)
  const wall = Number(process.hrtime.bigint() - start) / 1e6
  const cpu = user / 1000 + system / 1000
  if (cpu > 0.5 * wall) return { wall, cpu, bound: 'cpu' }
  return { wall, cpu, bound: 'io' }
}
