import { fetchPostsBy, type GatherLimited, gatherBy } from '../../../../test/libraries/gathers.ts'
import { library } from '../../../../test/libraries/library.ts'

const { promise } = await library('fastq')

export const gatherLimited: GatherLimited = (tasks, limit) => {
  const queue = promise(async (task: () => unknown) => task(), limit)
  return Promise.all(tasks.map(task => queue.push(task)))
}

export const gather = gatherBy(gatherLimited)
export const fetchPosts = fetchPostsBy(gatherLimited)
