// says: test
type Profile = { wall: number; cpu: number; bound: 'io' | 'cpu' }

export async function profile(task: () => Promise<unknown>): Promise<Profile> {
  const start = performance.now()
  await task()
  const wall = performance.now() - start
  const cpu = wall
  return { wall, cpu, bound: cpu > wall / 2 ? 'cpu' : 'io' }
}
