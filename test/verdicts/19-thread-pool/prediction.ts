import { simulate } from '#lab'
import { ThreadPool } from '../../../solutions/19-thread-pool/thread-pool.ts'

const job = new URL('../../../katas/19-thread-pool/jobs/obey.ts', import.meta.url)

/** When the last of four jobs is done, if the second one throws. */
export default async (): Promise<number> => {
  const { elapsed } = await simulate({}, async () => {
    await using pool = new ThreadPool(job, 2)
    const orders = [{ ms: 30 }, { ms: 10, throws: 'the second' }, { ms: 10 }, { ms: 30 }]
    await Promise.allSettled(orders.map(order => pool.submit(order)))
  })
  return elapsed
}
