import { fetchPostsBy, type GatherLimited, gatherBy } from '../../../../test/libraries/gathers.ts'
import { library } from '../../../../test/libraries/library.ts'

const { Semaphore } = await library('async-mutex')

export const gatherLimited: GatherLimited = (tasks, limit) => {
  const semaphore = new Semaphore(limit)
  return Promise.all(tasks.map(task => semaphore.runExclusive(task)))
}

export const gather = gatherBy(gatherLimited)
export const fetchPosts = fetchPostsBy(gatherLimited)
