import { notebook, simulate, urls } from '#lab'
import { fetchPosts } from '../../../solutions/08-threads/fetch-posts.ts'

/** How long nineteen threads take. */
export default async (): Promise<number> => {
  const { elapsed } = await simulate({ server: notebook }, () => fetchPosts(urls, 19))
  return elapsed
}
