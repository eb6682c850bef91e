import { type Demonstration, notebook, urls } from '#lab'
import type * as kata from './bounded-gather.ts'

/** What `npx kata time 06` shows. */
export default ({ gatherLimited }: typeof kata): Demonstration[] => [
  {
    name: 'three at a time',
    options: { server: notebook },
    run: () =>
      gatherLimited(
        urls.map(url => () => fetch(url)),
        3,
      ),
  },
]
