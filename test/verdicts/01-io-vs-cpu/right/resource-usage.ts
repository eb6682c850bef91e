type Profile = { wall: number; cpu: number; bound: 'io' | 'cpu' }

export async function profile(task: () => Promise<unknown>): Promise<Profile> {
  const cpuNow = () => {
    const { userCPUTime, systemCPUTime } = process.resourceUsage()
    return (userCPUTime + systemCPUTime) / 1000
  }
  const [s, n] = process.hrtime()
  const cpu0 = cpuNow()
  await task()
  const [ds, dn] = process.hrtime([s, n])
  const wall = ds * 1000 + dn / 1e6
  const cpu = cpuNow() - cpu0
  return { wall, cpu, bound: cpu / wall > 1 / 2 ? 'cpu' : 'io' }
}
