import { type Demonstration, notebook, urls } from '#lab'
import type * as kata from './compare.ts'

const session = new URL('./session.ts', import.meta.url)

/** What `npx kata time 12` shows. */
export default ({ sequential, threads, cooperative }: typeof kata): Demonstration[] => [
  {
    name: 'sequential',
    options: { server: notebook },
    run: () => sequential(session, urls),
  },
  {
    name: 'threads, three of them',
    options: { server: notebook },
    run: () => threads(session, urls, 3),
  },
  {
    name: 'cooperative',
    options: { server: notebook },
    run: () => cooperative(session, urls),
  },
]
