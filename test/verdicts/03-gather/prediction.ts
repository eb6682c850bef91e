import { notebook, simulate, urls } from '#lab'
import { fetchPosts } from '../../../solutions/03-gather/gather.ts'

/** How long the nineteen posts take together. */
export default async (): Promise<number> => {
  const { elapsed } = await simulate({ server: notebook }, () => fetchPosts(urls))
  return elapsed
}
