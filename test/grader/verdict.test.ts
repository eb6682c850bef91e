import { describe, expect, test } from 'vitest'
import type { TreeEnd } from '../../src/grader/examiner/process-tree.ts'
import { Readable } from '../../src/grader/examiner/readable.ts'
import { emptyRecord, isPlain, note } from '../../src/grader/examiner/record.ts'
import { type Evidence, gradeOf, whyIncomplete } from '../../src/grader/examiner/verdict.ts'
import { type ExpectedTest, PARTS, type Part } from '../../src/grader/grades.ts'
import type { Event, PartEvent, SentTest } from '../../src/grader/inside/events.ts'

// What an examination has told, and the verdict that it gives.

/** An event of a part that is yet to be named. */
type Heard = Event extends infer E ? (E extends Event ? Omit<E, 'kata' | 'part'> : never) : never

const expected = ['a', 'b']
const readable = new Readable(['/w/project'])
const passed: SentTest[] = expected.map(name => ({ name, state: 'passed' }))
const [aPassed, bPassed] = passed as [SentTest, SentTest]
const compared: Heard = { type: 'compared' }
const finished: Heard = { type: 'finished' }
/** All that is heard of a part without a fault. */
const whole: readonly Heard[] = [{ type: 'started' }, ended(...passed), compared, finished]
/** One expected test of each name. */
const namedIn = (part: Part): ExpectedTest[] => expected.map(name => ({ part, name }))

function ended(...tests: SentTest[]): Heard {
  return { type: 'ended', tests, errors: [] }
}

function failedWith(name: string, message: string, stack = ''): SentTest {
  return { name: 'a', state: 'failed', error: { name, message, stack } }
}

function gone(more: Partial<Omit<Extract<PartEvent, { type: 'gone' }>, 'part'>>): Heard {
  const rest = { code: null, signal: null, cut: undefined, word: undefined, said: '' }
  return { type: 'gone', ...rest, ...more }
}

interface Told {
  /** What is heard of its parts, one after the other. */
  readonly idea?: readonly Heard[]
  readonly finer?: readonly Heard[]
  readonly end?: Partial<TreeEnd> | undefined
  readonly changed?: readonly string[]
}

/** Of a kata with both parts where finer points are told of; otherwise, of one that has only its idea. */
function evidenceOf({ idea = [], finer, end, changed = [] }: Told): Evidence {
  const parts = finer ? PARTS : (['idea'] as const)
  const record = emptyRecord(parts)
  for (const event of idea) note(record, { kata: 'k', part: 'idea', ...event } as Event)
  for (const event of finer ?? []) note(record, { kata: 'k', part: 'finer', ...event } as Event)
  const nothing = { over: false, cut: undefined, code: null, signal: null, said: '', strays: 0 }
  return {
    ...{ kata: 'k', expected: parts.flatMap(namedIn), record, changed, readable, strays: 0 },
    end: end && { ...nothing, ...end },
  }
}

describe('the verdict', () => {
  function grade(idea: readonly Heard[], end?: Partial<TreeEnd>, changed: string[] = []) {
    return gradeOf(evidenceOf({ idea, end, changed }))
  }

  function verdict(...of: Parameters<typeof grade>): string {
    return grade(...of).verdict
  }

  test('a pass needs every expected test passed, no other, and nothing changed', () => {
    expect(grade([ended(...passed), compared])).toEqual({
      kata: 'k',
      verdict: 'PASS',
      tests: namedIn('idea').map(test => ({ ...test, status: 'passed' })),
      warnings: [],
    })
    expect(verdict([ended(...passed)])).toBe('TAMPERED')
    expect(verdict([ended(aPassed), compared])).toBe('TAMPERED')
    expect(verdict([ended(...passed, { name: 'c', state: 'passed' }), compared])).toBe('TAMPERED')
    const skipped = { name: 'b', state: 'skipped' } as const
    expect(verdict([ended(aPassed, skipped), compared])).toBe('TAMPERED')
    expect(verdict([ended(...passed), compared], undefined, ['src/lab/machine/clock.ts'])).toBe(
      'TAMPERED',
    )
    expect(verdict([ended(...passed), compared, { type: 'tampered', what: 'X.' }])).toBe('TAMPERED')
  })

  test('a failed test: how many, its message with the difference, and its place in the submission', () => {
    const stack = 'Error\n    at gather (/w/project/katas/03-gather/gather.ts:20:3)'
    const error = { name: 'E', message: 'one\n\ntwo\u001b[31m', diff: '- 1\n+ 2', stack }
    expect(grade([ended({ name: 'a', state: 'failed', error }, bPassed)])).toEqual({
      kata: 'k',
      verdict: 'FAIL',
      reason: '1 of 2 tests fails: "a".',
      tests: [
        {
          part: 'idea',
          name: 'a',
          status: 'failed',
          message: 'one\n\n- 1\n+ 2\n\ntwo',
          place: 'katas/03-gather/gather.ts:20',
        },
        { part: 'idea', name: 'b', status: 'passed' },
      ],
      warnings: [],
    })
  })

  test('what the first failed test failed with may say more: a deadlock, a flood, an exit', () => {
    const of = (name: string, message: string) =>
      verdict([ended(failedWith(name, message), bPassed)])
    expect(of('Deadlock', 'x')).toBe('DEADLOCK')
    expect(of('TooMuchOutput', 'x')).toBe('OUTPUT_LIMIT')
    expect(of('Error', 'process.exit unexpectedly called with "0"')).toBe('ABORTED')
    expect(of('RangeError', 'Array buffer allocation failed')).toBe('MEMORY')
    expect(of('Error', 'Access to this API has been restricted.')).toBe('FAIL')
  })

  test('how a process ended before its tests did', () => {
    const word = (cause: 'loop' | 'loading' | 'memory') => ({ cause, test: 'b', why: 'why.' })
    expect(verdict([gone({ signal: 'SIGKILL', word: word('loop') })])).toBe('TIMEOUT')
    expect(verdict([gone({ signal: 'SIGKILL', word: word('loading') })])).toBe('TIMEOUT')
    expect(verdict([gone({ signal: 'SIGKILL', word: word('memory') })])).toBe('MEMORY')
    expect(verdict([gone({ cut: 'timeout' })])).toBe('TIMEOUT')
    expect(verdict([gone({ cut: 'endless' })])).toBe('TIMEOUT')
    expect(verdict([gone({ cut: 'output' })])).toBe('OUTPUT_LIMIT')
    expect(verdict([gone({ signal: 'SIGKILL' })])).toBe('ABORTED')
    expect(verdict([gone({ code: 0 })])).toBe('ABORTED')
    expect(verdict([gone({ signal: 'SIGABRT', said: 'heap out of memory' })])).toBe('MEMORY')
  })

  test('how all of its processes ended', () => {
    const started: Heard[] = [{ type: 'checking' }, { type: 'started' }]
    expect(verdict(started, { cut: 'silence' })).toBe('TIMEOUT')
    expect(verdict(started, { cut: 'memory' })).toBe('MEMORY')
    expect(verdict(started, { cut: 'output' })).toBe('OUTPUT_LIMIT')
    expect(verdict(started, { signal: 'SIGKILL' })).toBe('ABORTED')
    expect(verdict([{ type: 'checking' }], { signal: 'SIGSEGV' })).toBe('INVALID')
    expect(verdict([], { code: 1, said: 'unshare: no' })).toBe('GRADER_ERROR')
  })

  test('tests that were done before the end count, and the one that was running has failed', () => {
    const word = { cause: 'loop', test: 'b', why: 'a loop.' } as const
    const told: Heard = { type: 'told', test: { name: 'a', state: 'passed' } }
    expect(grade([told, gone({ word })]).tests).toEqual([
      { part: 'idea', name: 'a', status: 'passed' },
      { part: 'idea', name: 'b', status: 'failed', message: 'It was stopped: a loop.' },
    ])
  })

  test('in a flood, no test counts: how many were done by then depends on the machine', () => {
    const told: Heard = { type: 'told', test: { name: 'a', state: 'passed' } }
    const { tests } = grade([told, gone({ cut: 'output' })])
    expect(tests.map(({ status }) => status)).toEqual(['not run', 'not run'])
  })

  test('files that can not be loaded are no wrong answer, and what could run counts', () => {
    const error = { name: 'Error', message: "Cannot find module '/w/project/katas/x.ts'" }
    const unloadable: Heard = { type: 'ended', tests: [], errors: [error] }
    expect(grade([unloadable])).toMatchObject({
      verdict: 'INVALID',
      reason: "It can't be loaded: Cannot find module 'katas/x.ts'.",
    })
    const missing: Heard = { type: 'invalid', why: 'No export.', loads: true }
    const { verdict: given, tests } = grade([missing, ended(...passed)])
    expect([given, tests[0]?.status]).toEqual(['INVALID', 'passed'])
  })

  test('an error that nobody has caught is no pass, a thing left open is a warning', () => {
    const stray: Heard = { type: 'stray', error: { name: 'Error', message: 'late' } }
    expect(grade([ended(...passed), compared, stray])).toMatchObject({
      verdict: 'FAIL',
      reason: 'All tests of its idea pass, but an error went uncaught: late.',
    })
    const left: Heard = { type: 'left', what: 'It left a timer open.' }
    expect(grade([left, ended(...passed), compared])).toMatchObject({
      verdict: 'PASS',
      warnings: ['It left a timer open.'],
    })
  })

  test('a process that ends before all was told of it is no pass: an error might be on its way', () => {
    const told = [{ type: 'started' } as const, ended(...passed), compared]
    expect(verdict(told, { signal: 'SIGKILL' })).toBe('ABORTED')
    expect(verdict([...told, finished], { signal: 'SIGKILL' })).toBe('PASS')
  })
})

describe('finer points', () => {
  const all = ['idea, a', 'idea, b', 'finer, a', 'finer, b']
  const aFailed = failedWith('AssertionError', 'no')
  const unloadable: Heard = { type: 'ended', tests: [], errors: [{ message: 'Not here' }] }

  /** The verdict, what passes, and the warnings. */
  function outcome(told: Told) {
    const { verdict, tests, warnings } = gradeOf(evidenceOf(told))
    const passing = tests.filter(({ status }) => status === 'passed')
    return { verdict, passing: passing.map(({ part, name }) => `${part}, ${name}`), warnings }
  }

  test('that all pass are told after the idea', () => {
    const passing = outcome({ idea: whole, finer: whole })
    expect(passing).toEqual({ verdict: 'PASS', passing: all, warnings: [] })
  })

  test('that fail cost no PASS, whatever they fail with', () => {
    for (const kind of ['AssertionError', 'Deadlock', 'TooMuchOutput']) {
      const finer = [ended(failedWith(kind, 'x'), bPassed), compared, finished]
      const passing = ['idea, a', 'idea, b', 'finer, b']
      expect(outcome({ idea: whole, finer })).toEqual({ verdict: 'PASS', passing, warnings: [] })
    }
  })

  const word = { cause: 'loop', test: 'b', why: 'a loop.' } as const
  const toldA: Heard = { type: 'told', test: aPassed }

  test.each([
    ['an endless loop', [gone({ word })], '"b" was stopped: a loop.'],
    [
      'the time limit',
      [gone({ cut: 'timeout' })],
      "Its tests didn't finish within the time limit.",
    ],
    ['a flood', [gone({ cut: 'output' })], 'It printed too much.'],
    ['a crash', [gone({ signal: 'SIGSEGV' })], 'The test process was killed by SIGSEGV before the'],
    ['no memory', [gone({ said: 'heap out of memory' })], 'It used too much memory.'],
    ['an error while they are loaded', [unloadable, compared], "It can't be loaded: Not here."],
  ])('that end in %s cost no PASS, and a warning tells of it', (_what, events, reason) => {
    const { verdict, passing, warnings } = outcome({ idea: whole, finer: [...events, finished] })
    expect([verdict, passing]).toEqual(['PASS', ['idea, a', 'idea, b']])
    expect(warnings).toEqual([
      expect.stringContaining(`Its finer points could not all be run: ${reason}`),
    ])
  })

  test('count as far as they were run when their process ended', () => {
    const { passing } = outcome({ idea: whole, finer: [toldA, gone({ word }), finished] })
    expect(passing).toEqual(['idea, a', 'idea, b', 'finer, a'])
  })

  test('that end all processes cost no PASS: the idea had come to its own end', () => {
    for (const cut of ['silence', 'memory', 'output', undefined] as const) {
      const told = { idea: whole, finer: [{ type: 'started' } as const, toldA], end: { cut } }
      expect(outcome(told).verdict).toBe('PASS')
      expect(outcome(told).warnings.length).toBe(1)
      // Not even begun.
      expect(outcome({ ...told, finer: [] }).verdict).toBe('PASS')
    }
  })

  test('with an error that nobody has caught cost no PASS, and a warning tells of it', () => {
    const stray: Heard = { type: 'stray', error: { name: 'Error', message: 'late' } }
    const finer = [ended(...passed), compared, stray, finished]
    expect(outcome({ idea: whole, finer })).toEqual({
      verdict: 'PASS',
      passing: all,
      warnings: ['An error went uncaught while its finer points were run: late.'],
    })
  })

  test('never make up for the idea, nor count in the reason', () => {
    const idea = [ended(aFailed, bPassed), compared, finished]
    const { verdict, reason } = gradeOf(evidenceOf({ idea, finer: whole }))
    expect([verdict, reason]).toEqual(['FAIL', '1 of 2 tests fails: "a".'])
    const stopped = [toldA, gone({ word }), finished]
    const passing = ['idea, a', 'finer, a', 'finer, b']
    const timeout = { verdict: 'TIMEOUT', passing, warnings: [] }
    expect(outcome({ idea: stopped, finer: whole })).toEqual(timeout)
    expect(outcome({ idea: [gone({ code: 0 }), finished], finer: whole }).verdict).toBe('ABORTED')
  })

  test('add nothing to the reason of a kata whose idea does not pass', () => {
    const { warnings } = outcome({ idea: [gone({ word })], finer: [gone({ word })] })
    expect(warnings).toEqual([])
  })

  test('that were tampered with are as bad as an idea that was', () => {
    const tampered: Heard = { type: 'tampered', what: 'X.' }
    const idea = [ended(aFailed, bPassed), compared, finished]
    for (const finer of [
      [ended(...passed), compared, tampered, finished],
      // Without the comparison, without one of the tests, with one too many.
      [ended(...passed), finished],
      [ended(aPassed), compared, finished],
      [ended(...passed, { name: 'c', state: 'passed' as const }), compared, finished],
      [],
    ]) {
      expect(outcome({ idea: whole, finer }).verdict).toBe('TAMPERED')
      expect(outcome({ idea, finer }).verdict).toBe('TAMPERED')
    }
    expect(outcome({ idea: [...whole, tampered], finer: whole }).verdict).toBe('TAMPERED')
    expect(outcome({ idea: whole, finer: whole, changed: ['a'] }).verdict).toBe('TAMPERED')
  })

  test('that leave something open are warned of like the idea, once', () => {
    const left: Heard = { type: 'left', what: 'It left a timer open.' }
    const { warnings } = outcome({ idea: [left, ...whole], finer: [left, ...whole] })
    expect(warnings).toEqual(['It left a timer open.'])
  })

  test('that the reference does not pass are told of, though it passes', () => {
    const whyOf = (told: Told) => whyIncomplete(evidenceOf(told))
    const finer = [ended(aFailed, bPassed), compared, finished]
    expect(whyOf({ idea: whole, finer: whole })).toBe(undefined)
    expect(whyOf({ idea: whole, finer })).toBe('1 of 2 tests fails: "a".')
    expect(whyOf({ idea: finer, finer: whole })).toBe('1 of 2 tests fails: "a".')
  })
})

describe('what was heard', () => {
  test('of a part that is finished stays as it is, but for an attempt on it', () => {
    const late = [ended(aPassed), compared, { type: 'stray', error: { message: '' } } as const]
    const { record } = evidenceOf({ idea: [ended(), finished, ...late] })
    expect(record.parts.get('idea')).toMatchObject({ compared: false, strays: [] })
    expect(record.parts.get('idea')?.tests.size).toBe(0)
    const tampered: Heard = { type: 'tampered', what: 'X.' }
    expect(gradeOf(evidenceOf({ idea: [...whole, tampered] })).verdict).toBe('TAMPERED')
  })

  test('of a part that a kata does not have is of nobody', () => {
    const { record } = evidenceOf({ idea: whole })
    note(record, { kata: 'k', part: 'finer', type: 'tampered', what: 'X.' })
    expect([...record.parts.keys()]).toEqual(['idea'])
    expect(isPlain(record)).toBe(true)
  })

  test('is looked at again, alone, where a part is not plain', () => {
    const plain = (idea: readonly Heard[], finer?: readonly Heard[]) => {
      return isPlain(evidenceOf({ idea, ...(finer && { finer }) }).record)
    }
    expect(plain(whole)).toBe(true)
    expect(plain([{ type: 'invalid', why: 'x', loads: false }])).toBe(true)
    expect(plain([{ type: 'started' }])).toBe(false)
    const stray: Heard = { type: 'stray', error: { message: '' } }
    for (const events of [
      [gone({}), finished],
      whole.slice(0, -1),
      [ended(...passed), stray, finished],
      [ended(...passed), { type: 'tampered', what: 'X.' } as const, finished],
    ]) {
      expect(plain(events)).toBe(false)
      expect(plain(whole, events)).toBe(false)
      expect(plain(events, whole)).toBe(false)
    }
    expect(plain(whole, whole)).toBe(true)
    expect(plain(whole, [])).toBe(false)
  })
})
