import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { simulate } from '#lab'
import { toThread } from './to-thread.ts'

/** The file of a blocking function, in `jobs/`. */
const job = (name: string) => new URL(`jobs/${name}.ts`, import.meta.url)

/** How calls end: what each resolved to, or that it rejected with an Error. */
async function endsOf(calls: readonly Promise<unknown>[]): Promise<string[]> {
  const ends = await Promise.allSettled(calls)
  return ends.map(end => {
    if (end.status === 'fulfilled') return `resolves to ${inspect(end.value)}`
    return `rejects with ${end.reason instanceof Error ? 'an Error' : inspect(end.reason)}`
  })
}

test('two thread functions work at the same time, each with its own thread and answers', async () => {
  const run = await simulate({}, async () => {
    await using compute = toThread<number, number>(job('compute'))
    await using giveBack = toThread<string, string>(job('give-back'))
    return await Promise.all([compute(20), giveBack('a'), compute(30), giveBack('b')])
  })
  expect(run).toStartThreads(2)
  expect(run).toTake(50)
  expect(run.result).toEqual([20, 'a', 30, 'b'])
})

test('an answer may be anything that can be copied: undefined, null and false, too', async () => {
  const values = [undefined, null, false, 0, '', { id: 7, error: 'none' }, new Map([[1, 2]])]
  const run = await simulate({}, async () => {
    await using giveBack = toThread(job('give-back'))
    return await endsOf(values.map(value => giveBack(value)))
  })
  expect(run.result).toBeLines(values.map(value => `resolves to ${inspect(value)}`))
})

test('what can not be copied, as argument or as result, rejects its own call and no other', async () => {
  const run = await simulate({}, async () => {
    await using giveBack = toThread(job('give-back'))
    const alone = await endsOf([giveBack(() => 6)])
    const calls = [giveBack(7), giveBack(() => 8), giveBack('a function'), giveBack(9)]
    return [...alone, ...(await endsOf(calls))]
  })
  expect(
    run.result,
    'where a function is the argument of calls 1 and 3, and the result of 4',
  ).toBeLines([
    'rejects with an Error',
    'resolves to 7',
    'rejects with an Error',
    'rejects with an Error',
    'resolves to 9',
  ])
})

test('after an error the same thread serves the calls that follow', async () => {
  const run = await simulate({}, async () => {
    await using checkAge = toThread<number, string>(job('check-age'))
    const first = await endsOf([checkAge(-1)])
    return [...first, ...(await endsOf([checkAge(8)]))]
  })
  expect(run).toStartThreads(1)
  expect(run.result).toBeLines(['rejects with an Error', "resolves to '8 is fine'"])
})

test('a thread that calls process.exit rejects all calls that wait, whatever the exit code', async () => {
  const run = await simulate({}, async () => {
    await using orderly = toThread<number, string>(job('exit'))
    await using broken = toThread<number, string>(job('exit'))
    return await endsOf([orderly(0), orderly(0), broken(34), broken(34)])
  })
  expect(run).toTake(30)
  expect(run.result).toBeLines(Array(4).fill('rejects with an Error'))
})

test('a thread that an uncaught error ends rejects all calls that wait', async () => {
  const run = await simulate({}, async () => {
    await using lookUp = toThread<string, string>(job('look-up'))
    return await endsOf([lookUp('lock'), lookUp('loop'), lookUp('map')])
  })
  expect(run).toTake(30)
  const [, ...others] = run.result
  expect(others, 'how the calls end that waited').toBeLines(Array(2).fill('rejects with an Error'))
})

test('a call to a thread that has exited settles: it rejects, or a new thread serves it', async () => {
  const run = await simulate({}, async () => {
    await using lookUp = toThread<string, string>(job('look-up'))
    await endsOf([lookUp('lock')])
    await sleep(70)
    return await endsOf([lookUp('loop')])
  })
  expect(run.result[0]).toBeOneOf(['rejects with an Error', "resolves to 'loop: found'"])
})

test('a function that can not be loaded rejects every call', async () => {
  const run = await simulate({}, async () => {
    await using missing = toThread(job('no-such-file'))
    return [...(await endsOf([missing(1), missing(2)])), ...(await endsOf([missing(3)]))]
  })
  expect(run.result).toBeLines(Array(3).fill('rejects with an Error'))
})

test('disposing leaves no call hanging: those that wait reject, or are served before', async () => {
  const run = await simulate({}, async () => {
    const compute = toThread<number, number>(job('compute'))
    const ends = endsOf([compute(40), compute(50), compute(60)])
    await sleep(70)
    await compute[Symbol.asyncDispose]()
    return await ends
  })
  expect(run).toLeaveNothingBehind()
  const [first, ...others] = run.result
  expect(first, 'the call that was done').toBe('resolves to 40')
  expect(others.join(', '), 'the calls that waited').toBeOneOf([
    'rejects with an Error, rejects with an Error',
    'resolves to 50, resolves to 60',
  ])
})

test('disposing twice is fine, also if there was no call, and a later call rejects', async () => {
  const run = await simulate({}, async () => {
    const giveBack = toThread(job('give-back'))
    await giveBack[Symbol.asyncDispose]()
    await sleep(10)
    await giveBack[Symbol.asyncDispose]()
    return await endsOf([giveBack(1)])
  })
  expect(run.result).toBeLines(['rejects with an Error'])
  expect(run).toLeaveNothingBehind()
})
