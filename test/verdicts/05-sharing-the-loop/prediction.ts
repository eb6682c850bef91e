import { simulate } from '#lab'
import { burn } from '#lab/blocking'
import { mapPolitely } from '../../../solutions/05-sharing-the-loop/map-politely.ts'

/** How long a hundred items of 5 ms take in slices of 20. */
export default async (): Promise<number> => {
  const items = Array.from({ length: 100 }, () => 5)
  const { elapsed } = await simulate({}, () => mapPolitely(items, burn, { slice: 20 }))
  return elapsed
}
