import { type ExpectedTest, type Grade, ofPart, type TestGrade, type Verdict } from '../grades.ts'
import type { SentError, SentTest, Word } from '../inside/events.ts'
import { frozenOut, notExtensible } from '../inside/guards/frozen-words.ts'
import { words } from '../words/words.ts'
import type { TreeEnd } from './process-tree.ts'
import type { Readable } from './readable.ts'
import { isStarted, type PartRecord, type Record } from './record.ts'

/** What a verdict is made of. */
export interface Evidence {
  /** The kata's folder: `03-gather`. */
  readonly kata: string
  /** The tests that it has to have, in their order. */
  readonly expected: readonly ExpectedTest[]
  readonly record: Record
  /** How the processes ended; nothing where they went on with other katas. */
  readonly end: TreeEnd | undefined
  /** Pristine files that are not as they were. */
  readonly changed: readonly string[]
  /** How many processes went on beside those that were started for it. */
  readonly strays: number
  readonly readable: Readable
}

/** What is known of one of its parts. */
interface PartEvidence {
  readonly expected: readonly ExpectedTest[]
  readonly record: PartRecord
  /** How the processes ended; nothing where this part had come to its own end by then. */
  readonly end: TreeEnd | undefined
  /** Of the kata: whether its files were looked at, and whether tests of any part were begun. */
  readonly checked: boolean
  readonly begun: boolean
  readonly readable: Readable
}

interface Reasoned {
  readonly verdict: Verdict
  readonly reason?: string
}

/** The grade that the evidence gives: its idea decides whether it is a PASS. */
export function gradeOf(evidence: Evidence): Grade {
  const { kata, readable } = evidence
  const parts = partsOf(evidence)
  const verdicts = parts.map(reasonedOfPart)
  const tampered = verdicts.find(({ verdict }) => verdict === 'TAMPERED')
  const { verdict, reason } = ofFiles(evidence) ?? tampered ?? (verdicts[0] as Reasoned)
  const warnings = [
    ...parts.flatMap(({ record }) => record.left),
    ...(evidence.strays > 0 ? [words.warnings.process] : []),
    ...(verdict === 'PASS' ? parts.slice(1).flatMap(warningsOn) : []),
  ]
  return {
    kata,
    verdict,
    ...(reason && { reason: readable.text(reason) }),
    tests: parts.flatMap(testsOf),
    warnings: [...new Set(warnings)].map(warning => readable.text(warning)).sort(),
  }
}

/** Why not all of a kata's parts are as they should be, in a sentence; nothing if they are. */
export function whyIncomplete(evidence: Evidence): string | undefined {
  const verdicts = [ofFiles(evidence), ...partsOf(evidence).map(reasonedOfPart)]
  return verdicts.find(each => each && each !== PASS)?.reason
}

/** In their order. */
function partsOf({ record, expected, end, readable }: Evidence): PartEvidence[] {
  const { checked, parts } = record
  const begun = isStarted(record)
  return [...parts].map(([part, own]) => ({
    expected: ofPart(expected, part),
    record: own,
    end: own.finished ? undefined : end,
    ...{ checked, begun, readable },
  }))
}

const PASS: Reasoned = { verdict: 'PASS' }

/** The first that applies: the further up, the more it explains of what is further down. */
function reasonedOfPart(part: PartEvidence): Reasoned {
  return (
    ofTampering(part) ?? ofEnd(part) ?? ofLoading(part) ?? ofTests(part) ?? ofStrays(part) ?? PASS
  )
}

/** What finer points end in changes no verdict: where it is more than a test that fails, it is told. */
function warningsOn(part: PartEvidence): string[] {
  const ended = ofEnd(part) ?? ofLoading(part)
  if (ended?.reason) return [words.warnings.finerNotRun(ended.reason)]
  const [error] = ofTests(part) ? [] : part.record.strays
  return error ? [words.warnings.finerUncaught(firstSentence(part.readable, error))] : []
}

function ofFiles({ record, changed }: Evidence): Reasoned | undefined {
  if (record.invalid) return { verdict: 'INVALID', reason: record.invalid }
  const [file] = changed
  return file ? { verdict: 'TAMPERED', reason: words.tampering.changedFile(file) } : undefined
}

function ofTampering({ record }: PartEvidence): Reasoned | undefined {
  const errors = [...record.errors, ...record.strays].map(({ message }) => frozenOut(message))
  const what = record.tampered[0] ?? errors.find(Boolean)
  return what ? { verdict: 'TAMPERED', reason: what } : undefined
}

/** The process came to an end before its tests did. */
function ofEnd({ record, end, checked, begun }: PartEvidence): Reasoned | undefined {
  const { gone } = record
  if (gone?.word) return stopped(gone.word)
  if (gone?.cut === 'timeout' || end?.cut === 'silence') return TOO_LONG
  if (gone?.cut === 'endless') return NO_END
  if (gone?.cut === 'output' || end?.cut === 'output') return TOO_MUCH_OUTPUT
  if (end?.cut === 'memory') return TOO_MUCH_MEMORY
  if (gone) return ofExit(gone.code, gone.signal, gone.said)
  if (!end) return undefined
  if (begun) return ofExit(end.code, end.signal, end.said)
  if (checked) return TOO_DEEP
  const why = end.said.trim().split('\n').at(-1)
  return { verdict: 'GRADER_ERROR', reason: words.faults.notStarted(why) }
}

const { reasons } = words

const TOO_LONG: Reasoned = { verdict: 'TIMEOUT', reason: reasons.timeLimit }
const NO_END: Reasoned = { verdict: 'TIMEOUT', reason: reasons.endlessTest }
const TOO_MUCH_OUTPUT: Reasoned = { verdict: 'OUTPUT_LIMIT', reason: reasons.output }
const TOO_MUCH_MEMORY: Reasoned = { verdict: 'MEMORY', reason: reasons.memory }
const TOO_DEEP: Reasoned = { verdict: 'INVALID', reason: words.code.parserCrashed }

function stopped({ cause, test, why }: Word): Reasoned {
  const verdict = cause === 'memory' ? 'MEMORY' : 'TIMEOUT'
  return { verdict, reason: reasons.stopped(test, why) }
}

function ofExit(code: number | null, signal: string | null, said: string): Reasoned {
  if (OUT_OF_MEMORY.test(said)) return TOO_MUCH_MEMORY
  if (signal === 'SIGXCPU') return TOO_LONG
  if (signal === 'SIGXFSZ') return TOO_MUCH_OUTPUT
  return { verdict: 'ABORTED', reason: signal ? reasons.killed(signal) : reasons.exited(code) }
}

const OUT_OF_MEMORY = /heap out of memory|allocation fail|out of memory|bad_alloc/i

/** Its file, or one that it imports, could not be loaded. */
function ofLoading({ record, readable }: PartEvidence): Reasoned | undefined {
  const [error] = record.errors
  if (!error) return undefined
  if (isWhileLoading(error)) return { verdict: 'INVALID', reason: firstSentence(readable, error) }
  const more = notExtensible(error.message)
  const said = firstSentence(readable, error)
  const reason = reasons.notLoaded(more ? `${said} ${more}` : said)
  return ofError(error) ?? { verdict: 'INVALID', reason }
}

function ofTests({ expected, record, readable }: PartEvidence): Reasoned | undefined {
  const { tests } = record
  const { tampering } = words
  const names = expected.map(({ name }) => name)
  const other = [...tests.keys()].find(name => !names.includes(name))
  if (other !== undefined) return tampered(tampering.otherTest(other))
  const missing = names.find(name => !ENDS.includes(tests.get(name)?.state ?? ''))
  if (missing !== undefined) return tampered(tampering.testNotRun(missing))
  const failed = names.map(name => tests.get(name)).filter(test => test?.state === 'failed')
  const [first] = failed as SentTest[]
  if (!first && record.look === 'differs') return { verdict: 'FAIL', reason: reasons.differs }
  const isWhole = record.ended && record.compared && record.look !== 'open'
  if (!first) return isWhole ? undefined : tampered(tampering.notCompared)
  const { error } = first
  const reason =
    error?.name === 'NoPlainResult'
      ? firstSentence(readable, error)
      : reasons.failed(failed.length, expected.length, first.name)
  return { verdict: 'FAIL', reason, ...(first.error && ofError(first.error)) }
}

const ENDS = ['passed', 'failed']

function tampered(reason: string): Reasoned {
  return { verdict: 'TAMPERED', reason }
}

/** All tests have passed, and yet something went wrong outside of them. */
function ofStrays({ record, readable }: PartEvidence): Reasoned | undefined {
  const loading = record.strays.find(isWhileLoading)
  if (loading) return { verdict: 'INVALID', reason: firstSentence(readable, loading) }
  const [error] = record.strays
  if (!error) return undefined
  const reason = reasons.uncaught(firstSentence(readable, error))
  return ofError(error) ?? { verdict: 'FAIL', reason }
}

/** The lab's, of a file that asks the network before any test has begun. */
function isWhileLoading({ name }: SentError): boolean {
  return name === 'NetworkWhileLoading'
}

/** A verdict that an error stands for by its kind. */
function ofError({ name = '', message }: SentError): Reasoned | undefined {
  const kind = KINDS.find(({ of }) => of.test(`${name}: ${message}`))
  return kind && { verdict: kind.verdict, reason: kind.reason }
}

const KINDS: readonly { of: RegExp; verdict: Verdict; reason: string }[] = [
  { of: /^Deadlock: /, verdict: 'DEADLOCK', reason: reasons.deadlock },
  { of: /^TooMuchOutput: /, verdict: 'OUTPUT_LIMIT', reason: reasons.output },
  {
    of: /process\.exit unexpectedly called/,
    verdict: 'ABORTED',
    reason: reasons.calledExit,
  },
  {
    of: /ERR_WORKER_OUT_OF_MEMORY|Array buffer allocation failed|reaching memory limit/,
    verdict: 'MEMORY',
    reason: reasons.memory,
  },
  {
    of: /Access to this API has been restricted/,
    verdict: 'FAIL',
    reason: reasons.restricted,
  },
]

/**
 * Each expected test of a part, in its order. The one that was running when all was stopped has failed by it. In a flood,
 * none counts: how many were done by then depends on the machine.
 */
function testsOf({ expected, record, end, readable }: PartEvidence): TestGrade[] {
  const { word, cut } = record.gone ?? {}
  if (cut === 'output' || end?.cut === 'output') {
    return expected.map(test => ({ ...test, status: 'not run' }))
  }
  return expected.map((test): TestGrade => {
    const { state, error } = record.tests.get(test.name) ?? {}
    if (state === 'passed') return { ...test, status: 'passed' }
    if (state !== 'failed') {
      const here = word?.test === test.name
      return here
        ? { ...test, status: 'failed', message: reasons.stopped(undefined, word.why) }
        : { ...test, status: 'not run' }
    }
    const place = error && readable.place(error)
    const message = error ? readable.message(error) : reasons.noMessage
    return { ...test, status: 'failed', message, ...(place && { place }) }
  })
}

/** The first line of what an error says, as a sentence. */
function firstSentence(readable: Readable, error: SentError): string {
  const [line = ''] = readable.message(error).split('\n')
  const end = line.trim()
  return /[.!?]$/.test(end) ? end : `${end}.`
}
