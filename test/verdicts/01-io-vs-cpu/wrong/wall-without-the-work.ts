// says: test
type Profile = { wall: number; cpu: number; bound: 'io' | 'cpu' }

export async function profile(task: () => Promise<unknown>): Promise<Profile> {
  const start = performance.now()
  const before = process.cpuUsage()
  await task()
  const used = process.cpuUsage(before)
  const cpu = (used.user + used.system) / 1000
  const wall = performance.now() - start - cpu
  return { wall, cpu, bound: cpu > wall ? 'cpu' : 'io' }
}
