import { hasDemonstrations } from '../../course/demonstrations.ts'
import type { Kata } from '../../course/katas.ts'
import { editable } from '../screen/style.ts'
import type { Early, Result } from '../testing/results.ts'
import { words } from '../words/words.ts'
import { type Action, actionOf } from './keys.ts'
import {
  type Effect,
  type Event,
  firstOpen,
  following,
  type Known,
  type Shown,
  type State,
  type Step,
} from './state.ts'

/** What follows from something that has happened. Nothing is done here, and nothing else decides. */
export function update(state: State, event: Event): Step {
  switch (event.type) {
    case 'key':
      return pressed({ ...state, searches: false }, event.key)
    case 'begun':
      return begin(state, event.katas)
    case 'saved':
      return saved(state, event.katas, event.files)
    case 'failed':
      return failed(state, event.early)
    case 'counted':
      return only({ ...state, running: state.running.difference(new Set([event.kata])) })
    case 'ran':
      return ran(state, event)
    case 'ranFiner':
      return only(withResults(state, event.results))
    case 'checked':
      return only({ ...state, mistakes: event.mistakes })
    case 'redraw':
      return only(state)
    case 'chosen':
      return goTo({ ...state, searches: false }, event.kata)
    case 'answered':
      return only({ ...state, asked: new Set([...state.asked, event.kata]) }, { type: 'askNoMore' })
    case 'pointed':
      return only(state, { type: 'edit', place: event.place })
    case 'told':
      return only(showing(state, { what: 'text', text: event.text }))
    case 'blind':
      return only({ ...state, watches: false })
  }
}

function only(state: State, ...effects: readonly Effect[]): Step {
  return { state, effects }
}

function showing(state: State, shown: Shown): State {
  return { ...state, shown, screen: 0 }
}

// ---- tests ------------------------------------------------------------------------------------------

/** The one that is looked at runs first: its result is what is waited for. */
function begin(state: State, katas: readonly Kata[]): Step {
  const own = katas.filter(kata => kata === state.kata)
  const all = [...new Set([...own, ...katas])]
  const { state: asking, effects } = asked(begun(state, all))
  return only(asking, ...effects, { type: 'run', katas: all, files: [] })
}

function saved(state: State, katas: readonly Kata[], files: readonly string[]): Step {
  // What had no time to be run before, too.
  const unknown = state.katas.filter(kata => !state.known.has(kata))
  const all = [...new Set([...katas, ...unknown])]
  const kata = state.kata && katas.includes(state.kata) ? state.kata : katas[0]
  return only(begun(at({ ...state, searches: false }, kata), all), {
    type: 'run',
    katas: all,
    files,
  })
}

function begun(state: State, katas: readonly Kata[]): State {
  return { ...state, running: new Set(katas) }
}

/** Of the kata that the student is at, unless they are to think before they see it. */
function failed(state: State, early: Early): Step {
  const { kata, isFiner } = early
  const isOwn = kata === state.kata && (!isFiner || state.atFiner)
  if (!isOwn || isToBeAsked(state, kata)) return only(state)
  return only(showing(state, { what: 'early', early }))
}

/** Whoever looks at something else goes on with it, until the result of the kata they are at is there. */
function ran(state: State, { results, at: now, ms }: Extract<Event, { type: 'ran' }>): Step {
  const known = new Map(state.known)
  const solved = results.filter(({ passes }) => passes).map(({ kata }) => kata)
  for (const result of results) {
    known.set(result.kata, knownNow(known.get(result.kata), result, now, ms))
  }
  const next = {
    ...state,
    known,
    running: state.running.difference(new Set(results.map(({ kata }) => kata))),
    // Who has solved a kata knows.
    asked: state.asked.union(new Set(solved)),
  }
  const kata = state.searches || !state.kata ? firstOpen(next) : state.kata
  const isOwn = results.some(result => result.kata === kata)
  const shown: Shown = isOwn || state.shown.what === 'early' ? { what: 'result' } : state.shown
  const searches = state.searches && !isOwn
  const turned = { ...next, kata, searches, shown, screen: isOwn ? 0 : state.screen }
  return asked(turned)
}

function knownNow(before: Known | undefined, result: Result, at: Date, ms: number): Known {
  const isSame = before && saysTheSame(before.result, result)
  const failure = before?.result.failure ?? before?.before
  return {
    result: { ...result, finer: result.finer ?? before?.result.finer },
    at,
    ms,
    since: isSame ? before.since : at,
    before: result.passes ? failure : undefined,
  }
}

function saysTheSame(one: Result, other: Result): boolean {
  return (
    one.passed === other.passed &&
    one.total === other.total &&
    one.failure?.test === other.failure?.test &&
    one.failure?.own === other.failure?.own
  )
}

/** The finer points are known a little later: whoever looks at their kata sees them then. */
function withResults(state: State, results: readonly Result[]): State {
  const known = new Map(state.known)
  for (const result of results) {
    const before = known.get(result.kata)
    if (before) known.set(result.kata, { ...before, result })
  }
  const isEarly = state.shown.what === 'early'
  return { ...state, known, ...(isEarly ? { shown: { what: 'result' } as const } : {}) }
}

// ---- places -----------------------------------------------------------------------------------------

/** At a kata, with its result on the screen. */
function at(state: State, kata: Kata | undefined): State {
  const atFiner = state.atFiner && kata === state.kata
  return showing({ ...state, kata, atFiner }, { what: 'result' })
}

/** The same, with its question before that. */
function goTo(state: State, kata: Kata | undefined): Step {
  return asked(at(state, kata))
}

function asked(state: State): Step {
  const { kata } = state
  // As long as nobody knows whether it is solved, there is nothing to ask.
  const isKnown = !state.searches || state.known.has(kata as Kata)
  if (!kata || !isKnown || !isToBeAsked(state, kata)) return only(state)
  return only({ ...state, asked: new Set([...state.asked, kata]) }, { type: 'ask', kata })
}

function isToBeAsked({ asked, known }: State, kata: Kata): boolean {
  return !asked.has(kata) && !known.get(kata)?.result.passes
}

/** The kata before or after the one that the student is at, and at an end that one. */
function beside({ katas, kata }: State, by: 1 | -1): Kata | undefined {
  if (!kata) return by > 0 ? katas[0] : katas.at(-1)
  return katas[katas.indexOf(kata) + by] ?? kata
}

// ---- keys -------------------------------------------------------------------------------------------

function pressed(state: State, key: string): Step {
  const { shown } = state
  if (shown.what === 'list') {
    const step = inList(state, shown.cursor, key)
    if (step) return step
  }
  if (shown.what === 'number' || /^\d$/.test(key)) {
    const step = typing(state, shown.what === 'number' ? shown.typed : '', key)
    if (step) return step
  }
  const action = actionOf(key)
  return action ? act(state, action) : only(state)
}

function inList(state: State, cursor: number, key: string): Step | undefined {
  const move = ({ up: -1, k: -1, down: 1, j: 1 } as Readonly<Record<string, number>>)[key]
  if (move !== undefined) {
    const last = state.katas.length - 1
    const moved = Math.min(Math.max(cursor + move, 0), last)
    return only({ ...state, shown: { what: 'list', cursor: moved } })
  }
  return key === 'return' ? goTo(state, state.katas[cursor]) : undefined
}

/** The number of a kata, digit by digit. */
function typing(state: State, before: string, key: string): Step | undefined {
  if (/^\d$/.test(key)) {
    const typed = before + key
    return typed.length < 2
      ? only(showing(state, { what: 'number', typed }))
      : toNumber(state, typed)
  }
  if (key === 'return') return toNumber(state, before)
  return key === 'backspace' || key === 'escape' ? only(at(state, state.kata)) : undefined
}

function toNumber(state: State, typed: string): Step {
  const kata = state.katas.find(({ number }) => number === typed.padStart(2, '0'))
  if (kata) return goTo(state, kata)
  const numbers = state.katas.map(({ number }) => number)
  return only(showing(state, { what: 'text', text: words.usage.unknownKata(typed, numbers) }))
}

function act(state: State, action: Action): Step {
  const { kata } = state
  switch (action) {
    case 'turn':
      return only({ ...state, screen: state.screen + 1 })
    case 'back':
      return only(at(state, kata))
    case 'list':
      return only(showing(state, { what: 'list', cursor: kata ? state.katas.indexOf(kata) : 0 }))
    case 'keys':
      return only(showing(state, { what: 'keys' }))
    case 'next':
      return goTo(state, following(state, kata))
    case 'after':
      return goTo(state, beside(state, 1))
    case 'before':
      return goTo(state, beside(state, -1))
    case 'look':
    case 'suspend':
    case 'quit':
      return only(state, { type: action })
    default:
      return kata ? actOn(kata, state, action) : only(state)
  }
}

/** What can be done with the kata that the student is at. */
function actOn(
  kata: Kata,
  state: State,
  action: 'run' | 'finer' | 'hint' | 'edit' | 'reset' | 'measure',
): Step {
  const result = state.known.get(kata)?.result
  switch (action) {
    case 'run':
      return only(begun(at(state, kata), [kata]), { type: 'run', katas: [kata], files: [] })
    case 'finer':
      return finer(state, kata, result)
    case 'hint':
      return only(state, { type: 'hint', kata, result })
    case 'edit':
      return only(state, { type: 'edit', place: ownPlaceOf(kata, result) })
    case 'reset':
      return result?.failure?.missing ? only(state, { type: 'reset', kata }) : only(state)
    case 'measure':
      return hasDemonstrations(kata)
        ? only(state, { type: 'measure', kata })
        : only(showing(state, { what: 'text', text: words.session.nothingToTime(kata) }))
  }
}

/** Where it failed in a file that the student writes; where that is in a test, the file that they write. */
function ownPlaceOf(kata: Kata, result: Result | undefined): string {
  const { place = '' } = result?.failure ?? result?.finer?.failure ?? {}
  const isOwn = editable(kata).some(file => place.startsWith(`${file}:`))
  return isOwn ? place : `katas/${kata.name}/${kata.main}`
}

/** To the finer points of a kata that is solved. */
function finer(state: State, kata: Kata, result: Result | undefined): Step {
  const { nothingFiner, solveFirst } = words.session
  if (kata.finer && result?.passes) return only(at({ ...state, atFiner: true }, kata))
  const text = kata.finer ? solveFirst(kata) : nothingFiner(kata)
  return only(showing(state, { what: 'text', text }))
}
