// says: test
type Profile = { wall: number; cpu: number; bound: 'io' | 'cpu' }

export async function profile(task: () => Promise<unknown>): Promise<Profile> {
  const running = task()
  const start = performance.now()
  const before = process.cpuUsage()
  await running
  const wall = performance.now() - start
  const used = process.cpuUsage(before)
  const cpu = (used.user + used.system) / 1000
  return { wall, cpu, bound: cpu > wall / 2 ? 'cpu' : 'io' }
}
