import { words } from '../../words/words.ts'
import { isSpy } from './spies.ts'

const { changed, listeners } = words.tampering

/** What tests replace by spies, so that it can't be frozen. */
const SPIED: readonly (readonly [name: string, owner: object, keys: readonly string[]])[] = [
  ['Promise', Promise, ['all', 'allSettled', 'any', 'race']],
  ['process', process, ['cpuUsage', 'resourceUsage']],
]

/** Events of the process by which the test runner learns of errors that nobody has caught. */
const EVENTS = ['unhandledRejection', 'uncaughtException', 'message'] as const

/** Remembers what can't be frozen, as it is when it is made. */
export class Comparison {
  readonly #note: (what: string) => void
  readonly #spied = SPIED.flatMap(([name, owner, keys]) =>
    keys.map(key => ({ name: `${name}.${key}`, owner, key, value: valueIn(owner, key) })),
  )
  readonly #listeners = new Map(EVENTS.map(event => [event, process.rawListeners(event)]))

  /** @param note told of each difference */
  constructor(note: (what: string) => void) {
    this.#note = note
  }

  check(): void {
    this.checkLanguage()
    for (const event of EVENTS) {
      const now = process.rawListeners(event)
      const before = this.#listeners.get(event) ?? []
      if (before.some(listener => !now.includes(listener))) {
        this.#note(changed(listeners(event)))
      }
    }
  }

  checkLanguage(): void {
    for (const { name, owner, key, value } of this.#spied) {
      const now = valueIn(owner, key)
      // A test that did not come to its end has left it there.
      if (now !== value && !isSpy(now)) this.#note(changed(name))
    }
  }
}

function valueIn(owner: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(owner, key)?.value
}
