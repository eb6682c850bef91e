import { notebook, simulate, urls } from '#lab'
import { fetchPosts } from '../../../solutions/08-threads/thread-pool.ts'

const job = new URL('../../../katas/08-threads/jobs/get-post.ts', import.meta.url)

/** How long nineteen threads take. */
export default async (): Promise<number> => {
  const { elapsed } = await simulate({ server: notebook }, () => fetchPosts(job, urls, 19))
  return elapsed
}
