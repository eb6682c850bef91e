import { setTimeout as sleep } from 'node:timers/promises'
import { connectionsOf, requestsOf, simulate } from '#lab'

const server = { 'https://example.org/slow': { delay: 950 } }

/** When the request of a fetch that lost its race is over. */
export default async (): Promise<number> => {
  const { trace } = await simulate({ server }, async () => {
    const request = fetch('https://example.org/slow')
    await Promise.race([request, sleep(100)])
    await request
  })
  return Math.max(...[...requestsOf(trace), ...connectionsOf(trace)].map(({ to }) => to))
}
