import type { Kata } from '../../course/katas.ts'
import type { Early, Failure, Result } from '../testing/results.ts'
import type { TypeMistakes } from '../testing/types.ts'

// The session, without a terminal: what it knows, what can happen to it, and what it asks for. update.ts says what
// follows from what, view.ts what is to be seen, session.ts does it.

/** All that can happen to the session. */
export type Event =
  | { readonly type: 'key'; readonly key: string }
  /** The session begins, and these katas have to be run. */
  | { readonly type: 'begun'; readonly katas: readonly Kata[] }
  /** Files of katas have been saved, made or deleted. */
  | { readonly type: 'saved'; readonly katas: readonly Kata[]; readonly files: readonly string[] }
  /** The first failure of a kata that runs, before its other tests have ended. */
  | { readonly type: 'failed'; readonly early: Early }
  /** One of the katas that run has come to its end; its result comes with those of the others. */
  | { readonly type: 'counted'; readonly kata: Kata }
  /** What the tests of some katas say: of their ideas, and then of the finer points of those that are solved. */
  | {
      readonly type: 'ran'
      readonly results: readonly Result[]
      readonly at: Date
      readonly ms: number
    }
  | { readonly type: 'ranFiner'; readonly results: readonly Result[] }
  /** What the type checker says of the students' files, by their absolute paths. */
  | { readonly type: 'checked'; readonly mistakes: TypeMistakes }
  /** Something to read: a hint, what was measured, why something can't be done. */
  | { readonly type: 'told'; readonly text: string }
  /** On the page: somebody has chosen a kata, answered a question, or pointed at a line. */
  | { readonly type: 'chosen'; readonly kata: Kata }
  | { readonly type: 'answered'; readonly kata: Kata }
  | { readonly type: 'pointed'; readonly place: string }
  /** No file can be watched here. */
  | { readonly type: 'blind' }
  /** The terminal has another size, or is the session's again: after a question, an editor or a measurement. */
  | { readonly type: 'redraw' }

/** What the session asks for. */
export type Effect =
  | { readonly type: 'run'; readonly katas: readonly Kata[]; readonly files: readonly string[] }
  | { readonly type: 'ask'; readonly kata: Kata }
  /** Nobody need be asked any more. */
  | { readonly type: 'askNoMore' }
  | { readonly type: 'hint'; readonly kata: Kata; readonly result: Result | undefined }
  | { readonly type: 'measure'; readonly kata: Kata }
  | { readonly type: 'edit'; readonly place: string }
  | { readonly type: 'reset'; readonly kata: Kata }
  /** Opens the page in the browser. */
  | { readonly type: 'look' }
  | { readonly type: 'suspend' }
  | { readonly type: 'quit' }

/** What is known of a kata. */
export interface Known {
  readonly result: Result
  /** When its tests ran, and how long, in ms; without the time where that was kept from another day. */
  readonly at: Date
  readonly ms: number | undefined
  /** Since when its tests have said the same. */
  readonly since: Date
  /** The failure that was shown last before it was solved. */
  readonly before: Failure | undefined
}

/** What is on the screen. */
export type Shown =
  | { readonly what: 'result' }
  | { readonly what: 'early'; readonly early: Early }
  | { readonly what: 'text'; readonly text: string }
  | { readonly what: 'list'; readonly cursor: number }
  | { readonly what: 'number'; readonly typed: string }
  | { readonly what: 'keys' }

export interface State {
  readonly katas: readonly Kata[]
  /** The deep ones, where nobody has asked for them. */
  readonly leftOut: readonly Kata[]
  readonly known: ReadonlyMap<Kata, Known>
  /** Those whose ideas run and have not ended. */
  readonly running: ReadonlySet<Kata>
  /** The kata that the student is at: nothing where all are solved. */
  readonly kata: Kata | undefined
  /** Whether that is still to be found: the first that turns out not to be solved. */
  readonly searches: boolean
  /** Whether they are at its finer points. */
  readonly atFiner: boolean
  readonly shown: Shown
  /** Which of the page's screens is shown: any number, as pages differ in how many they have. */
  readonly screen: number
  /** Katas whose question needs not be put any more. */
  readonly asked: ReadonlySet<Kata>
  readonly mistakes: TypeMistakes
  /** Whether saved files are seen. */
  readonly watches: boolean
}

/** What follows from an event. */
export interface Step {
  readonly state: State
  readonly effects: readonly Effect[]
}

/** The first kata that is not known to be solved. */
export function firstOpen({ katas, known }: Pick<State, 'katas' | 'known'>): Kata | undefined {
  return katas.find(kata => !known.get(kata)?.result.passes)
}

/** The next kata after one that is not solved, and after the last one the first again. */
export function following(state: State, kata: Kata | undefined): Kata | undefined {
  const index = kata ? state.katas.indexOf(kata) : -1
  const katas = [...state.katas.slice(index + 1), ...state.katas.slice(0, index + 1)]
  return firstOpen({ ...state, katas })
}

/** The results that are known, in the order of the katas. */
export function resultsOf({ katas, known }: State): Result[] {
  return katas.flatMap(kata => known.get(kata)?.result ?? [])
}
