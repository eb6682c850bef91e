import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { notebook, observe, requestsOf, simulate, urls } from '#lab'
import { gather } from './gather-errors.ts'

const five = urls.slice(0, 5)
const [, , post3] = five as [string, string, string]

/** Five posts of the notebook; the connection of the third is cut after 60 ms. */
const server = { ...notebook, [post3]: { delay: 60, cut: true } }

/** For each of the five, a task that resolves to the status. */
const statuses = () => five.map(url => async () => (await fetch(url)).status)

/** A task that waits so many ms and resolves to that number. */
const wait = (ms: number) => () => sleep(ms, ms)

/** A task that waits so many ms and then fails. */
const fail = (ms: number, message: string) => async (): Promise<number> => {
  await sleep(ms)
  throw new Error(message)
}

test('rejects at 60 ms, the moment one of five connections is cut', async () => {
  const run = await observe({ server }, () => gather(statuses()))
  const reason = expect.objectContaining({ message: 'fetch failed' })
  expect(run.outcome, 'the outcome').toEqual({ status: 'rejected', reason })
  expect(run).toTake(60)
})

test('stops nobody: the other four requests are sent, and each gets its answer', async () => {
  const run = await observe({ server }, () => gather(statuses()))
  const outcomes = requestsOf(run.trace).map(({ outcome }) => outcome)
  expect(outcomes).toEqual(['answered', 'answered', 'cut', 'answered', 'answered'])
})

test('rejects with the first error in time, and leaves no other error unhandled', async () => {
  const run = await observe({}, () => gather([wait(80), fail(60, 'second'), fail(40, 'first')]))
  expect(run).toRejectWith(new Error('first'))
})

test('with returnExceptions, returns results and errors in the order of the tasks', async () => {
  const tasks = [wait(30), fail(50, 'late'), wait(10), fail(20, 'early')]
  const run = await observe({}, () => gather(tasks, { returnExceptions: true }))
  const outcome = 'the outcome, where errors are values; a `try` catches what is awaited inside it'
  expect(run.outcome.status, outcome).toBe('fulfilled')
  const list = 'the results and errors, each at the index of its task'
  expect(String(run.result), list).toBe('30,Error: late,10,Error: early')
  expect(run).toTake(50)
})

test('returns the results in the order of the tasks if none fails', async () => {
  const run = await simulate({}, () => gather([wait(30), wait(50), wait(10)]))
  expect(run.result).toEqual([30, 50, 10])
})
