// says: test
type Profile = { wall: number; cpu: number; bound: 'io' | 'cpu' }

export async function profile(task: () => Promise<unknown>): Promise<Profile> {
  const start = performance.now()
  const before = process.cpuUsage()
  let failed: unknown
  try {
    await task()
  } catch (e) {
    failed = e
  }
  if (failed) throw failed
  const { user, system } = process.cpuUsage(before)
  const wall = performance.now() - start
  const cpu = (user + system) / 1000
  return { wall, cpu, bound: cpu > wall / 2 ? 'cpu' : 'io' }
}
