import { setTimeout as sleep } from 'node:timers/promises'
import { observe } from '#lab'
import { gather } from '../../../solutions/07-gather-errors/gather-errors.ts'

/** When a gather of three tasks fails, two of which do. */
export default async (): Promise<number> => {
  const fail = (ms: number) => async () => {
    await sleep(ms)
    throw new Error(`after ${ms} ms`)
  }
  const { elapsed } = await observe({}, () => gather([() => sleep(80), fail(60), fail(40)]))
  return elapsed
}
