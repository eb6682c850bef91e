import { availableParallelism } from 'node:os'
import type { Demonstration } from '#lab'
import { burn } from '#lab/blocking'
import type * as kata from './parallel-map.ts'

const job = new URL('./jobs/work.ts', import.meta.url)
const inputs = Array.from({ length: 8 }, () => 100)
const cores = availableParallelism()

/** What `npx kata time 09` shows. */
export default ({ parallelMap }: typeof kata): Demonstration[] => [
  {
    name: 'Promise.all in one thread',
    options: { cores },
    run: () => Promise.all(inputs.map(async ms => burn(ms))),
  },
  {
    name: 'a thread for each core',
    options: { cores },
    run: () => parallelMap(job, inputs, { threads: cores }),
  },
]
