import { fetchPostsBy, type GatherLimited, gatherBy } from '../../../../test/libraries/gathers.ts'
import { library } from '../../../../test/libraries/library.ts'

const { Effect, Result } = await library('effect')

const run = (task: () => unknown) =>
  Effect.tryPromise({ try: task, catch: (error: unknown) => error })

export const gatherLimited: GatherLimited = (tasks, limit) =>
  Effect.runPromise(Effect.forEach(tasks, run, { concurrency: limit }))

export const gather = gatherBy(gatherLimited, tasks => {
  const outcome = (task: () => unknown) => run(task).pipe(Effect.result, Effect.map(Result.merge))
  return Effect.runPromise(Effect.forEach(tasks, outcome, { concurrency: 'unbounded' }))
})

export const fetchPosts = fetchPostsBy(gatherLimited)
