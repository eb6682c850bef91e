import { type Demonstration, notebook, urls } from '#lab'
import type * as kata from './watch.ts'

/** What `npx kata time 04` shows. */
export default ({ watch }: typeof kata): Demonstration[] => [
  {
    name: 'nineteen posts and a heart',
    options: { server: notebook },
    run: () => watch(urls, () => {}),
  },
]
