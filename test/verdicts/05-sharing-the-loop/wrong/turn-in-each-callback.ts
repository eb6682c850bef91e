// says: loopBlocked 500
import { setImmediate } from 'node:timers/promises'

export function mapPolitely<T, R>(items: readonly T[], work: (item: T) => R): Promise<R[]> {
  return Promise.all(
    items.map(async item => {
      await setImmediate()
      return work(item)
    }),
  )
}
