import { type Demonstration, notebook, urls } from '#lab'
import type * as kata from './fetch-posts.ts'

/** What `npx kata time 02` shows. */
export default ({ fetchPosts }: typeof kata): Demonstration[] => [
  {
    name: 'one after another',
    options: { server: notebook },
    run: () => fetchPosts(urls),
  },
]
