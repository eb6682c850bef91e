import { fetchPostsBy, type GatherLimited, gatherBy } from '../../../../test/libraries/gathers.ts'
import { library } from '../../../../test/libraries/library.ts'

const { Sema } = await library('async-sema')

export const gatherLimited: GatherLimited = (tasks, limit) => {
  const semaphore = new Sema(limit)
  return Promise.all(
    tasks.map(async task => {
      await semaphore.acquire()
      try {
        return await task()
      } finally {
        semaphore.release()
      }
    }),
  )
}

export const gather = gatherBy(gatherLimited)
export const fetchPosts = fetchPostsBy(gatherLimited)
