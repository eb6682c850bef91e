import type { Event, SentError, SentTest } from '../inside/events.ts'

type Gone = Extract<Event, { type: 'gone' }>

/** All that was heard of a kata in an examination. */
export interface Record {
  checked: boolean
  started: boolean
  /** Why it can't be graded: a sentence. */
  invalid: string | undefined
  /** Whether there is nothing to run. */
  unloadable: boolean
  /** By name, how each test ended. */
  readonly tests: Map<string, SentTest>
  ended: boolean
  /** Why its test file could not be loaded. */
  errors: readonly SentError[]
  readonly strays: SentError[]
  readonly tampered: string[]
  compared: boolean
  readonly left: string[]
  gone: Gone | undefined
}

export function emptyRecord(): Record {
  return {
    checked: false,
    started: false,
    invalid: undefined,
    unloadable: false,
    tests: new Map(),
    ended: false,
    errors: [],
    strays: [],
    tampered: [],
    compared: false,
    left: [],
    gone: undefined,
  }
}

/** Adds an event to what is known. */
export function note(record: Record, event: Event): void {
  switch (event.type) {
    case 'checking':
      record.checked = true
      break
    case 'invalid':
      record.invalid = event.why
      record.unloadable = !event.loads
      break
    case 'started':
      record.started = true
      break
    case 'told':
      if (!record.ended) record.tests.set(event.test.name, event.test)
      break
    case 'ended':
      record.ended = true
      record.tests.clear()
      for (const test of event.tests) noteTest(record.tests, test)
      record.errors = event.errors
      break
    case 'stray':
      record.strays.push(event.error)
      break
    case 'tampered':
      record.tampered.push(event.what)
      break
    case 'compared':
      record.compared = true
      break
    case 'left':
      record.left.push(event.what)
      break
    case 'gone':
      record.gone = event
  }
}

/** Of two tests with one name, the one that did not pass counts. */
function noteTest(tests: Map<string, SentTest>, test: SentTest): void {
  const known = tests.get(test.name)
  if (!known || known.state === 'passed') tests.set(test.name, test)
}

/** Whether nothing came between a kata and a plain verdict on its tests. */
export function isPlain(record: Record): boolean {
  if (record.unloadable) return true
  return record.ended && !record.gone && record.strays.length === 0 && record.errors.length === 0
}
