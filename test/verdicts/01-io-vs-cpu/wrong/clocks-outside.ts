// says: test
type Profile = { wall: number; cpu: number; bound: 'io' | 'cpu' }

let start = 0
let before = process.cpuUsage()

export async function profile(task: () => Promise<unknown>): Promise<Profile> {
  start = performance.now()
  before = process.cpuUsage()
  await task()
  const wall = performance.now() - start
  const used = process.cpuUsage(before)
  const cpu = (used.user + used.system) / 1000
  return { wall, cpu, bound: cpu > wall / 2 ? 'cpu' : 'io' }
}
