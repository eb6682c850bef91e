import { PARTS, type Part } from '../grades.ts'
import type { Event, PartEvent, SentError, SentTest } from '../inside/events.ts'

type Gone = Extract<PartEvent, { type: 'gone' }>

/** All that was heard of a kata in an examination. */
export interface Record {
  checked: boolean
  /** Why it can't be graded: a sentence. */
  invalid: string | undefined
  /** Whether there is nothing to run. */
  unloadable: boolean
  /** Of each of its parts, in their order. */
  readonly parts: ReadonlyMap<Part, PartRecord>
}

/** All that was heard of one of its parts: nothing that is heard of the other one gets in here. */
export interface PartRecord {
  started: boolean
  /** By name, how each test ended. */
  readonly tests: Map<string, SentTest>
  ended: boolean
  /** What has come of running it once more, where that was done. */
  look: 'open' | 'agrees' | 'differs' | undefined
  /** Why its test file could not be loaded. */
  errors: readonly SentError[]
  readonly strays: SentError[]
  readonly tampered: string[]
  compared: boolean
  readonly left: string[]
  gone: Gone | undefined
  /** Whether all of it was told. */
  finished: boolean
}

/** @param parts those that the kata has */
export function emptyRecord(parts: readonly Part[]): Record {
  return {
    checked: false,
    invalid: undefined,
    unloadable: false,
    parts: new Map(
      PARTS.filter(part => parts.includes(part)).map(part => [part, emptyPart()] as const),
    ),
  }
}

function emptyPart(): PartRecord {
  return {
    started: false,
    tests: new Map(),
    ended: false,
    look: undefined,
    errors: [],
    strays: [],
    tampered: [],
    compared: false,
    left: [],
    gone: undefined,
    finished: false,
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
    default: {
      const part = record.parts.get(event.part)
      // What is finished stays as it is; that somebody has tampered with it is never too late.
      if (part && (!part.finished || event.type === 'tampered')) notePart(part, event)
    }
  }
}

function notePart(part: PartRecord, event: PartEvent): void {
  switch (event.type) {
    case 'started':
      part.started = true
      break
    case 'told':
      if (!part.ended) part.tests.set(event.test.name, event.test)
      break
    case 'ended':
      part.ended = true
      part.tests.clear()
      for (const test of event.tests) noteTest(part.tests, test)
      break
    case 'looking':
      part.look = 'open'
      break
    case 'looked':
      part.look = event.agrees ? 'agrees' : 'differs'
      break
    case 'broken':
      part.errors = event.errors
      break
    case 'stray':
      part.strays.push(event.error)
      break
    case 'tampered':
      part.tampered.push(event.what)
      break
    case 'compared':
      part.compared = true
      break
    case 'left':
      part.left.push(event.what)
      break
    case 'gone':
      part.gone = event
      break
    case 'finished':
      part.finished = true
  }
}

/** Of two tests with one name, the one that did not pass counts. */
function noteTest(tests: Map<string, SentTest>, test: SentTest): void {
  const known = tests.get(test.name)
  if (!known || known.state === 'passed') tests.set(test.name, test)
}

/** Whether tests of any of its parts were begun. */
export function isStarted({ parts }: Record): boolean {
  return [...parts.values()].some(({ started }) => started)
}

/** Whether nothing came between a kata and a plain verdict on its tests. */
export function isPlain({ unloadable, parts }: Record): boolean {
  return unloadable || [...parts.values()].every(isPlainPart)
}

function isPlainPart({ ended, finished, gone, strays, errors, tampered }: PartRecord): boolean {
  const isWhole = ended && finished && !gone
  return isWhole && strays.length + errors.length + tampered.length === 0
}
