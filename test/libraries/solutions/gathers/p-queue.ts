import { fetchPostsBy, type GatherLimited, gatherBy } from '../../../../test/libraries/gathers.ts'
import { library } from '../../../../test/libraries/library.ts'

const { default: PQueue } = await library('p-queue')

export const gatherLimited: GatherLimited = (tasks, limit) =>
  new PQueue({ concurrency: limit }).addAll(tasks)

export const gather = gatherBy(gatherLimited)
export const fetchPosts = fetchPostsBy(gatherLimited)
