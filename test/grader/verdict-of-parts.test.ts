import { describe, expect, test } from 'vitest'
import { isPlain, note } from '../../src/grader/examiner/record.ts'
import { gradeOf, whyIncomplete } from '../../src/grader/examiner/verdict.ts'
import {
  aPassed,
  bPassed,
  compared,
  ended,
  evidenceOf,
  failedWith,
  finished,
  gone,
  type Heard,
  passed,
  type Told,
  whole,
} from './heard.ts'

// What an examination has told of a kata's two parts, and what comes of it.

describe('finer points', () => {
  const all = ['idea, a', 'idea, b', 'finer, a', 'finer, b']
  const aFailed = failedWith('AssertionError', 'no')
  const unloadable: Heard = { type: 'broken', errors: [{ message: 'Not here' }] }

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
