import type { Demonstration } from '#lab'
import { burn } from '#lab/blocking'
import type * as kata from './map-politely.ts'

/** What `npx kata time 05` shows. */
export default ({ mapPolitely }: typeof kata): Demonstration[] => [
  {
    name: 'one second of work beside a heart',
    run: async () => {
      const heart = setInterval(() => {}, 100)
      const items = Array.from({ length: 100 }, () => 10)
      try {
        await mapPolitely(items, burn, { slice: 50 })
      } finally {
        clearInterval(heart)
      }
    },
  },
]
