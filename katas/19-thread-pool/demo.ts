import { type Demonstration, notebook, urls } from '#lab'
import type * as kata from './thread-pool.ts'

const job = new URL('./jobs/get-post.ts', import.meta.url)

/** What `npx kata time 19` shows. */
export default ({ fetchPosts }: typeof kata): Demonstration[] => [
  {
    name: 'one thread',
    options: { server: notebook },
    run: () => fetchPosts(job, urls, 1),
  },
  {
    name: 'three threads',
    options: { server: notebook },
    run: () => fetchPosts(job, urls, 3),
  },
  {
    name: 'nineteen threads',
    options: { server: notebook },
    run: () => fetchPosts(job, urls, 19),
  },
]
