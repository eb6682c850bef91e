import { fetchPostsBy, type GatherLimited, gatherBy } from '../../../../test/libraries/gathers.ts'
import { library } from '../../../../test/libraries/library.ts'

const { default: pLimit } = await library('p-limit')

export const gatherLimited: GatherLimited = (tasks, limit) =>
  pLimit(limit).map(tasks, (task: () => unknown) => task())

export const gather = gatherBy(gatherLimited)
export const fetchPosts = fetchPostsBy(gatherLimited)
