import { type Demonstration, notebook, urls } from '#lab'
import type * as kata from './fetch-posts.ts'

/** What `npx kata time 08` shows. */
export default ({ fetchPosts }: typeof kata): Demonstration[] =>
  [
    ['one thread', 1] as const,
    ['three threads', 3] as const,
    ['nineteen threads', 19] as const,
  ].map(([name, limit]) => ({
    name,
    options: { server: notebook },
    run: () => fetchPosts(urls, limit),
  }))
