import { type Demonstration, notebook, urls } from '#lab'
import type * as kata from './gather.ts'

/** What `npx kata time 03` shows. */
export default ({ fetchPosts }: typeof kata): Demonstration[] => [
  {
    name: 'all together',
    options: { server: notebook },
    run: () => fetchPosts(urls),
  },
]
