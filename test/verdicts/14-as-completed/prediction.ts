import { setTimeout as sleep } from 'node:timers/promises'
import { simulate } from '#lab'
import { asCompleted } from '../../../solutions/14-as-completed/as-completed.ts'

/** When the last of three outcomes comes, to a loop whose body takes 100 ms. */
export default async (): Promise<number> => {
  const { result } = await simulate({}, async () => {
    let last = 0
    for await (const _ of asCompleted([40, 20, 10].map(ms => () => sleep(ms)))) {
      last = performance.now()
      await sleep(100)
    }
    return last
  })
  return result
}
