import type { Span } from '../../ground/trace.ts'
import { type Words, words } from '../../ground/words/words.ts'
import type { Run } from '../../run/run.ts'

/** What a failed expectation wanted; a diagnosis reads from it which way the run missed. */
export interface Goal {
  /** ms. */
  readonly elapsed?: number
  /** Requests in flight at once. */
  readonly peak?: number
  /** Addresses, written like the server's routes, in the order in which requests should start. */
  readonly order?: readonly string[]
  /** Threads that are started. */
  readonly threads?: number
  /** The longest that the loop may be blocked, in ms. */
  readonly blocked?: number
}

type Sentences = Words['diagnoses']

/** The name of a diagnosis: what a misconception is called wherever no sentence is wanted. */
export type DiagnosisName = keyof Sentences

/** What the sentence of a diagnosis needs to know: plain data. */
export type FactsOf<Name extends DiagnosisName> =
  Parameters<Sentences[Name]> extends [infer Facts] ? Facts : Readonly<Record<string, never>>

/** What a diagnosis has found: its name, and the facts that its sentence tells. */
export interface Finding<Name extends DiagnosisName = DiagnosisName> {
  readonly name: Name
  readonly facts: FactsOf<Name>
  /** The spans that the sentence speaks of: none where it speaks of what did not happen. */
  readonly about: readonly Span[]
}

/**
 * A diagnosis looks for one way in which a run can have missed its goal. It finds facts and names itself; the words
 * tell them. Nothing where it does not apply.
 */
export type Diagnosis = (run: Run, goal: Goal) => Finding | undefined

/** @param about the spans that somebody would point at */
export function found<Name extends DiagnosisName>(
  name: Name,
  facts: FactsOf<Name>,
  about: readonly Span[] = [],
): Finding<Name> {
  return { name, facts, about }
}

/** What happened, in numbers; the likely cause; where to look. */
export function sentenceOf({ name, facts }: Pick<Finding, 'name' | 'facts'>): string {
  return (words.diagnoses[name] as (facts: unknown) => string)(facts)
}
