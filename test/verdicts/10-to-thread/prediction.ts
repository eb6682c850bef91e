import { notebook, simulate, urls } from '#lab'
import { toThread } from '../../../solutions/10-to-thread/to-thread.ts'

const job = new URL('../../../katas/10-to-thread/jobs/fetch-post.ts', import.meta.url)

/** How long five calls take that are made at once, through one thread. */
export default async (): Promise<number> => {
  const { elapsed } = await simulate({ server: notebook }, async () => {
    await using fetchPost = toThread<string, string>(job)
    await Promise.all(urls.slice(0, 5).map(fetchPost))
  })
  return elapsed
}
