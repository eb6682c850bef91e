import type { Kata } from '../course/katas.ts'
import type { Examiner, Submission } from './grades.ts'
import type { Sink } from './progress.ts'

/** What the command needs of its surroundings. */
export interface Tools {
  readonly katas: readonly Kata[]
  /** The folder that paths begin at. */
  readonly cwd: string
  /** Throws an error whose message is a sentence for the user. */
  submissionsIn(dirs: readonly string[]): Submission[] | Promise<Submission[]>
  open(options: {
    readonly katas: readonly Kata[]
    /** Seconds. */
    readonly timeout: number
    readonly jobs: number
    readonly signal: AbortSignal
  }): Promise<Examiner>
  now(): Date
  readonly stdout: Sink
  readonly stderr: Sink
}
