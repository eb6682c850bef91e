import { setTimeout as sleep } from 'node:timers/promises'
import { assert, expect, test } from 'vitest'
import { simulate } from '#lab'
import { asCompleted, type Completed } from './as-completed.ts'

/** A task that waits so many ms and resolves to that number. */
const wait = (ms: number) => () => sleep(ms, ms)

/** A task that waits so many ms and then fails. */
const fail = (ms: number) => async (): Promise<number> => {
  await sleep(ms)
  throw new Error(`no ${ms}`)
}

/** Goes through all outcomes, with a pause after each. Returns a line for each, with the ms at which it came. */
async function collect(outcomes: AsyncIterable<Completed<unknown>>, pause = 0): Promise<string[]> {
  const lines: string[] = []
  try {
    for await (const outcome of outcomes) {
      lines.push(`${told(outcome)}, at ${performance.now()} ms`)
      if (pause > 0) await sleep(pause)
    }
  } catch (cause) {
    throw new Error(`The loop threw "${cause}" at ${performance.now()} ms, and is over`, { cause })
  }
  return lines
}

/** The tasks that the lines are about, in their order. */
const tasksIn = (lines: readonly string[]) =>
  lines.map(line => line.match(/^tasks\[\d+\]/)?.[0]).join(' ')

function told(outcome: Completed<unknown>): string {
  if (outcome?.status === 'fulfilled') return `tasks[${outcome.index}] resolves to ${outcome.value}`
  if (outcome?.status === 'rejected') return `tasks[${outcome.index}] rejects: ${outcome.reason}`
  return `${outcome} is no outcome`
}

test('each result comes at the moment its task is done, whatever the order of the list', async () => {
  const run = await simulate({}, () => collect(asCompleted([wait(30), wait(10), wait(20)])))
  assert(
    tasksIn(run.result) !== 'tasks[0] tasks[1] tasks[2]',
    'The outcomes came in the order of the list, so those of 10 and 20 ms waited for that of 30. ' +
      'The first of the promises is for whichever task is done first, not for tasks[0]',
  )
  expect(run.result).toBeLines([
    'tasks[1] resolves to 10, at 10 ms',
    'tasks[2] resolves to 20, at 20 ms',
    'tasks[0] resolves to 30, at 30 ms',
  ])
})

test('starts all tasks when it is called, before the loop asks for an outcome', async () => {
  const started: number[] = []
  const tasks = [30, 10, 20].map((ms, index) => () => {
    started.push(index)
    return sleep(ms, ms)
  })
  await simulate({}, async () => {
    const outcomes = asCompleted(tasks)
    assert(
      started.length > 0,
      'No task had started when asCompleted returned. Is it an async generator itself? Calling one runs ' +
        'none of its lines: start the tasks in a plain function, which returns the generator',
    )
    const indexes = 'the indexes of the tasks that have started when asCompleted returns'
    expect(started.join(', '), indexes).toBe('0, 1, 2')
    await collect(outcomes)
  })
})

test('while the body of the loop is busy, nothing is lost: the first to be done comes first', async () => {
  const run = await simulate({}, () => collect(asCompleted([wait(40), wait(20), wait(10)]), 100))
  assert(
    tasksIn(run.result) !== 'tasks[2] tasks[0] tasks[1]',
    'While the body was busy, tasks[1] was done at 20 ms and tasks[0] at 40, but tasks[0] came first. ' +
      'A race of promises that are all settled is won by the first in its list: keep each outcome when it happens',
  )
  expect(run.result).toBeLines([
    'tasks[2] resolves to 10, at 10 ms',
    'tasks[1] resolves to 20, at 110 ms',
    'tasks[0] resolves to 40, at 210 ms',
  ])
})

test('an error is an outcome, and comes in its turn: the loop goes on after it', async () => {
  const run = await simulate({}, () => collect(asCompleted([wait(30), fail(20), wait(10)])))
  expect(run.result).toBeLines([
    'tasks[2] resolves to 10, at 10 ms',
    'tasks[1] rejects: Error: no 20, at 20 ms',
    'tasks[0] resolves to 30, at 30 ms',
  ])
})

test('leaving the loop takes no time: it waits for no other task', async () => {
  const run = await simulate({}, async () => {
    for await (const _ of asCompleted([fail(30), wait(10), wait(50)])) break
  })
  expect(run).toTake(10)
})
