import { describe, expect, test } from 'vitest'
import type { TreeEnd } from '../../src/grader/examiner/process-tree.ts'
import { gradeOf } from '../../src/grader/examiner/verdict.ts'
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
  namedIn,
  passed,
} from './heard.ts'

// What an examination has told of a kata, and the verdict that it gives; of two parts: verdict-of-parts.test.ts.

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
    const unloadable: Heard = { type: 'broken', errors: [error] }
    expect(grade([unloadable])).toMatchObject({
      verdict: 'INVALID',
      reason: "It can't be loaded: Cannot find module 'katas/x.ts'.",
    })
    const missing: Heard = { type: 'invalid', why: 'No export.', loads: true }
    const { verdict: given, tests } = grade([missing, ended(...passed)])
    expect([given, tests[0]?.status]).toEqual(['INVALID', 'passed'])
  })

  test('a file that asks the network while it is loaded is told so, whether it waits or not', () => {
    const error = { name: 'NetworkWhileLoading', message: 'fetch asked the network: delete it.' }
    const told = { verdict: 'INVALID', reason: error.message }
    expect(grade([{ type: 'broken', errors: [error] }])).toMatchObject(told)
    expect(grade([ended(...passed), compared, { type: 'stray', error }])).toMatchObject(told)
  })

  test('an object that takes nothing new may be one of those that grading freezes', () => {
    const error = {
      name: 'TypeError',
      message: 'Cannot add property last, object is not extensible',
    }
    const { verdict: given, reason } = grade([{ type: 'broken', errors: [error] }])
    expect([given, reason]).toEqual(['INVALID', expect.stringContaining('write a function')])
  })

  test('a result that is not only what it is fails its test, and its sentence is the reason', () => {
    const why = 'The result is a Proxy: return a plain array.'
    expect(grade([ended(failedWith('NoPlainResult', why), bPassed)])).toMatchObject({
      verdict: 'FAIL',
      reason: why,
    })
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
