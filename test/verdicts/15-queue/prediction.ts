import { setTimeout as sleep } from 'node:timers/promises'
import { simulate } from '#lab'
import { Queue } from '../../../solutions/15-queue/queue.ts'

/** When the fourth item is in a queue of 2, from which one is taken at once and then every 10 ms. */
export default async (): Promise<number> => {
  const { result } = await simulate({}, async () => {
    const queue = new Queue<number>(2)
    const producer = async () => {
      for (const item of [1, 2, 3, 4]) await queue.put(item)
      return performance.now()
    }
    const consumer = async () => {
      for (let item = 1; item <= 4; item++) {
        await queue.get()
        await sleep(10)
      }
    }
    const [over] = await Promise.all([producer(), consumer()])
    return over
  })
  return result
}
