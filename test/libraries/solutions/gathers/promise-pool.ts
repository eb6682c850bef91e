import { fetchPostsBy, type GatherLimited, gatherBy } from '../../../../test/libraries/gathers.ts'
import { library } from '../../../../test/libraries/library.ts'

const { PromisePool } = await library('@supercharge/promise-pool')

export const gatherLimited: GatherLimited = async (tasks, limit) => {
  const { results } = await PromisePool.for(tasks)
    .withConcurrency(limit)
    .useCorrespondingResults()
    .handleError((error: unknown) => {
      throw error
    })
    .process((task: () => unknown) => task())
  return results
}

export const gather = gatherBy(gatherLimited)
export const fetchPosts = fetchPostsBy(gatherLimited)
