// says: A promise rejected while it had no rejection handler
type Profile = { wall: number; cpu: number; bound: 'io' | 'cpu' }

export function profile(task: () => Promise<unknown>): Promise<Profile> {
  return new Promise(resolve => {
    const start = performance.now()
    const before = process.cpuUsage()
    task().then(() => {
      const wall = performance.now() - start
      const used = process.cpuUsage(before)
      const cpu = (used.user + used.system) / 1000
      resolve({ wall, cpu, bound: cpu > wall / 2 ? 'cpu' : 'io' })
    })
  })
}
