import { setTimeout as wait } from 'node:timers/promises'
import { simulate } from '#lab'
import { burn } from '#lab/blocking'
import { profile } from '../../../solutions/01-io-vs-cpu/profile.ts'

/** What the two clocks say, in the words of the choices. */
export default async (): Promise<string> => {
  const { result } = await simulate({}, () =>
    profile(async () => {
      await wait(300)
      burn(20)
    }),
  )
  return `wall ${result.wall} ms, CPU ${result.cpu} ms`
}
