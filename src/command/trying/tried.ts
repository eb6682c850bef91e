import type { Picture } from '#lab/drawing'

// What is known of a program after one run: plain data, from its process to whoever shows it.

/** What a program did. */
export interface Ran {
  readonly kind: 'ran'
  /** ms until its function settled, and whether on the real clock. */
  readonly elapsed: number
  readonly isReal: boolean
  /** What its function returned, as text; undefined where it failed. */
  readonly returned: string | undefined
  /** What its function threw, where no sentence tells. */
  readonly error: string | undefined
  /** Where an error came from: `try-1.ts:7`. */
  readonly place: string | undefined
  /** What ended it, and what is wrong with it: the most telling first. */
  readonly sentences: readonly string[]
  /** For each of them the spans that it speaks of, by the numbers of their beginnings. */
  readonly about: readonly (readonly number[])[]
  /** In which order threads touched shared memory, where a list of choices decided that; or empty. */
  readonly steps: string
  readonly picture: Picture | undefined
}

/** A file that is no program, or a program whose process came to no good end. */
export interface Unusable {
  readonly kind: 'unusable'
  readonly fault:
    | 'notLoaded'
    | 'noFunction'
    | 'wrongOptions'
    | 'awaitsForever'
    | 'stopped'
    | 'ended'
  /** The error, the reason, or the exit code. */
  readonly detail: string
}

/** One run of a program. */
export interface Tried {
  readonly what: Ran | Unusable
  /** What it printed, in order. */
  readonly printed: string
  /** The files that it imported from its own and other folders, by absolute paths. */
  readonly imported: readonly string[]
}

/** Whether it came to its end without an error. */
export function isFine({ what }: Tried): boolean {
  return what.kind === 'ran' && what.returned !== undefined
}

/** What a program's process sends. */
export type Sent = { readonly imported: readonly string[] } | { readonly what: Ran | Unusable }
