type Profile = { wall: number; cpu: number; bound: 'io' | 'cpu' }

export async function profile(task: () => Promise<unknown>): Promise<Profile> {
  const start = performance.now()
  const before = process.cpuUsage()
  let wall = 0
  let cpu = 0
  try {
    await task()
  } finally {
    wall = performance.now() - start
    const used = process.cpuUsage(before)
    cpu = (used.user + used.system) / 1000
  }
  return { wall, cpu, bound: cpu / wall > 0.5 ? 'cpu' : 'io' }
}
