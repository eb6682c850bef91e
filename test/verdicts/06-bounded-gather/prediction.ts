import { notebook, simulate, urls } from '#lab'
import { gatherLimited } from '../../../solutions/06-bounded-gather/bounded-gather.ts'

/** How long the nineteen posts take in three places. */
export default async (): Promise<number> => {
  const tasks = urls.map(url => () => fetch(url))
  const { elapsed } = await simulate({ server: notebook }, () => gatherLimited(tasks, 3))
  return elapsed
}
