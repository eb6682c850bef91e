import { simulate } from '#lab'
import { parallelMap } from '../../../solutions/09-cpu-on-threads/parallel-map.ts'

const job = new URL('../../../katas/09-cpu-on-threads/jobs/work.ts', import.meta.url)

/** How long eight threads take on four cores. */
export default async (): Promise<number> => {
  const inputs = Array.from({ length: 8 }, () => 100)
  const { elapsed } = await simulate({ cores: 4 }, () => parallelMap(job, inputs, { threads: 8 }))
  return elapsed
}
