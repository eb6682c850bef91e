// says: test
type Profile = { wall: number; cpu: number; bound: 'io' | 'cpu' }

let start = 0

export async function profile(task: () => Promise<unknown>): Promise<Profile> {
  const outer = start
  start = performance.now()
  const before = process.cpuUsage()
  await task()
  const { user, system } = process.cpuUsage(before)
  const wall = performance.now() - start
  start = outer
  const cpu = (user + system) / 1000
  return { wall, cpu, bound: cpu > wall / 2 ? 'cpu' : 'io' }
}
