import { fetchPostsBy, type GatherLimited, gatherBy } from '../../../../test/libraries/gathers.ts'
import { library } from '../../../../test/libraries/library.ts'

const { from, lastValueFrom, mergeMap, reduce } = await library('rxjs')

export const gatherLimited: GatherLimited = (tasks, limit) => {
  const run = async (task: () => unknown, index: number) => [index, await task()]
  const put = (results: unknown[], [index, result]: [number, unknown]) => {
    results[index] = result
    return results
  }
  return lastValueFrom(from(tasks).pipe(mergeMap(run, limit), reduce(put, [])))
}

export const gather = gatherBy(gatherLimited)
export const fetchPosts = fetchPostsBy(gatherLimited)
