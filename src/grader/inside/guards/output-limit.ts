import { words } from '../../words/words.ts'
import { MOST_PRINTED } from '../limits.ts'
import { say } from './sealed-channel.ts'

// A setup file. What a submission writes to its output without `console` ends at a limit, too: where it is
// reached does not depend on how fast anybody reads.

const { tooMuchWritten } = words.reasons
let printed = 0

for (const name of ['stdout', 'stderr'] as const) {
  const stream = process[name]
  const write = stream.write.bind(stream) as (...args: unknown[]) => boolean
  stream.write = (...args: unknown[]) => {
    const [{ length = 0 } = ''] = args as { length?: number }[]
    printed += length
    if (printed <= MOST_PRINTED) return write(...args)
    // The process is ended from outside.
    say({ cooperativo: 'flood' })
    throw new Error(tooMuchWritten)
  }
}
