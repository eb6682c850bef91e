import { peakOf, simulate } from '#lab'
import { Loop, sleep } from '../../../solutions/18-main-loop/main-loop.ts'

/** How many timers the loop has at the same time for three tasks, in the words of the choices. */
export default async (): Promise<string> => {
  const { trace } = await simulate({}, () => {
    const loop = new Loop()
    for (const ms of [30, 10, 20]) {
      loop.spawn(
        (function* () {
          yield sleep(ms)
        })(),
      )
    }
    return loop.run()
  })
  const most = peakOf(trace)
  return ['none', 'one', 'two', 'three'][most] ?? `${most}`
}
