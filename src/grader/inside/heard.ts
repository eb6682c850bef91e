import { words } from '../words/words.ts'
import type { PartEvent } from './events.ts'
import type { Heard } from './examined-process.ts'
import { agrees, type Look } from './second-look.ts'
import { short } from './sent-error.ts'

const { changed, testReports } = words.tampering

/** A test file, and where all that is heard of it goes. */
export interface TestFile {
  /** Absolute path. */
  readonly file: string
  tell(event: Said): void
  /** What to run once more when all of its tests have passed, if anything. */
  draw(): Look | undefined
}

type Said = PartEvent extends infer E ? (E extends PartEvent ? Omit<E, 'part'> : never) : never

/** What becomes of all that is heard of a process. Late words of it are of the file that it was started for. */
export function heard(testFile: TestFile | undefined): Heard {
  const tell = (event: Said) => testFile?.tell(event)
  let look: Look | undefined
  return {
    started: () => tell({ type: 'started' }),
    told: message => {
      switch (message.cooperativo) {
        case 'told':
          return tell({ type: 'told', test: message.test })
        case 'ended':
          return tell({ type: 'ended', tests: message.tests })
        case 'looked':
          return tell({ type: 'looked', agrees: !!look && agrees(look, message.seen) })
        case 'compared':
          return tell({ type: 'compared' })
        default:
          return tell({ type: message.cooperativo, what: short(message.what) })
      }
    },
    look: tests => {
      if (tests.every(({ state }) => state === 'passed')) look = testFile?.draw()
      if (look) tell({ type: 'looking' })
      return look
    },
    forged: () => tell({ type: 'tampered', what: changed(testReports) }),
    gone: gone => tell({ type: 'gone', ...gone }),
  }
}
