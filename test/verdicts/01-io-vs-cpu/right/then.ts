type Profile = { wall: number; cpu: number; bound: 'io' | 'cpu' }

export function profile(task: () => Promise<unknown>): Promise<Profile> {
  const start = performance.now()
  const before = process.cpuUsage()
  return task().then(() => {
    const wall = performance.now() - start
    const { user, system } = process.cpuUsage(before)
    const cpu = (user + system) / 1000
    return { wall, cpu, bound: cpu > wall / 2 ? 'cpu' : 'io' }
  })
}
