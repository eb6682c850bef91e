import { fetchPostsBy, type GatherLimited, gatherBy } from '../../../../test/libraries/gathers.ts'
import { library } from '../../../../test/libraries/library.ts'

const { default: pMap, pMapSettled } = await library('p-map')

export const gatherLimited: GatherLimited = (tasks, limit) =>
  pMap(tasks, (task: () => unknown) => task(), { concurrency: limit })

export const gather = gatherBy(gatherLimited, async tasks => {
  const outcomes = await pMapSettled(tasks, (task: () => unknown) => task())
  return outcomes.map((outcome: PromiseSettledResult<unknown>) =>
    outcome.status === 'fulfilled' ? outcome.value : outcome.reason,
  )
})

export const fetchPosts = fetchPostsBy(gatherLimited)
