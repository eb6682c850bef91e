import { setTimeout } from 'node:timers/promises'
import type { Options } from '#lab'

const SLOW = 'https://slow.example.org/report'

// Your own server: change its delay, or add status: 500, cut: true, silent: true.
export const options: Options = {
  server: { [SLOW]: { delay: 800, body: { pages: 3 } } },
}

// The timeout wins. Does the request stop, too? What if you give fetch an AbortSignal.timeout(300)?
export default async () => {
  const report = fetch(SLOW).then(answer => answer.json())
  const timeout = setTimeout(300, 'too late')
  return Promise.race([report, timeout])
}
