import { fetchPostsBy, type GatherLimited, gatherBy } from '../../../../test/libraries/gathers.ts'
import { library } from '../../../../test/libraries/library.ts'

const { mapLimit, parallel, reflectAll } = await library('async')

export const gatherLimited: GatherLimited = (tasks, limit) =>
  mapLimit(tasks, limit, async (task: () => unknown) => task())

export const gather = gatherBy(gatherLimited, async tasks => {
  const outcomes = await parallel(reflectAll(tasks.map(task => async () => task())))
  return outcomes.map((outcome: object) =>
    'error' in outcome ? outcome.error : 'value' in outcome ? outcome.value : undefined,
  )
})

export const fetchPosts = fetchPostsBy(gatherLimited)
