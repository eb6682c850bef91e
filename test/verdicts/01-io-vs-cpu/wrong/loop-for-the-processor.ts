// says: test
type Profile = { wall: number; cpu: number; bound: 'io' | 'cpu' }

export async function profile(task: () => Promise<unknown>): Promise<Profile> {
  // The processor is busy for as long as the loop can't turn.
  const start = performance.now()
  let cpu = 0
  let last = start
  const beat = () => {
    cpu += Math.max(0, performance.now() - last - 1)
    last = performance.now()
  }
  const timer = setInterval(beat, 1)
  await task().finally(() => clearInterval(timer))
  beat()
  const wall = performance.now() - start
  return { wall, cpu, bound: cpu > wall / 2 ? 'cpu' : 'io' }
}
