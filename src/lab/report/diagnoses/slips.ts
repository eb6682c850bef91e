import { types } from 'node:util'
import type { Run } from '../../run/run.ts'
import { workOf } from '../trace-analysis.ts'
import { type Diagnosis, found } from './diagnosis.ts'
import { nounFor } from './facts.ts'

/** A function taken for the promise that it returns, and a promise for the function that returns it. */

/** Where work began at the very instant of the error, what was called was what that work had returned. */
export const promiseForTask: Diagnosis = ({ outcome, elapsed, ended, trace }) => {
  if (outcome.status === 'fulfilled') return undefined
  const [, name = ''] = /^(\S+) is not a function$/.exec(typeErrorIn(outcome)) ?? []
  const at = outcome.crash ? ended : elapsed
  const work = workOf(trace).filter(({ from }) => from === at)
  if (name === '' || isMethod(name) || work.length === 0) return undefined
  return found('promiseForTask', { name, many: work.length, noun: nounFor(work) }, work)
}

/** A method that an object does not have is another mistake; what it holds may well be a task. */
function isMethod(name: string): boolean {
  return name.includes('.') && !/(task|job)[^.]*$/i.test(name)
}

/** Every promise has these methods: what lacks one is no promise. */
export const functionForPromise: Diagnosis = ({ outcome }) => {
  const [, name, method] =
    /^(\S+)\.(then|catch|finally) is not a function$/.exec(typeErrorIn(outcome)) ?? []
  if (name === undefined || method === undefined) return undefined
  return found('functionForPromise', { name, method })
}

export const functionsForResults: Diagnosis = ({ outcome, result }) => {
  const many = countIn(result, item => typeof item === 'function')
  if (outcome.status === 'rejected' || many === 0) return undefined
  return found('functionsForResults', { many })
}

export const promisesForResults: Diagnosis = ({ outcome, result }) => {
  const many = countIn(result, types.isPromise)
  if (outcome.status === 'rejected' || many === 0) return undefined
  return found('promisesForResults', { many })
}

export const SLIPS: readonly Diagnosis[] = [
  promiseForTask,
  functionForPromise,
  functionsForResults,
  promisesForResults,
]

function countIn(result: unknown, is: (item: unknown) => boolean): number {
  return Array.isArray(result) ? result.filter(is).length : 0
}

/** What a TypeError says that ended a run; nothing of any other. */
function typeErrorIn(outcome: Run['outcome']): string {
  const isOne = outcome.status === 'rejected' && outcome.reason instanceof TypeError
  return isOne ? (outcome.reason as TypeError).message : ''
}
