import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { notebook, simulate, urls } from '#lab'
import { toThread } from './to-thread.ts'

const [post1, post2, post3, post4, post5] = urls as [string, string, string, string, string]
const posts = [post1, post2, post3, post4, post5]

/** The file of a blocking function, in `jobs/`. */
const job = (name: string) => new URL(`jobs/${name}.ts`, import.meta.url)

/** How calls end: what each of them gave, or the error that it rejected with. */
async function endsOf(calls: readonly Promise<unknown>[]): Promise<unknown[]> {
  const outcomes = await Promise.allSettled(calls)
  return outcomes.map(end => (end.status === 'fulfilled' ? end.value : end.reason))
}

/** The same in short: which of them failed, and what the others gave. */
function inShort(ends: readonly unknown[]): string {
  return ends.map(end => (end instanceof Error ? 'Error' : inspect(end))).join(', ')
}

/** What an error tells, and its cause, if it has one. */
function textOf(end: unknown): string {
  if (!(end instanceof Error)) return `not an Error, but ${inspect(end)}`
  return end.cause ? `${end}, because ${textOf(end.cause)}` : `${end}`
}

/** Does something while a heart beats every 40 ms, fifty times at most. */
async function withHeart(body: () => Promise<void>): Promise<void> {
  let beats = 0
  const heart = setInterval(() => {
    beats++
    if (beats === 50) clearInterval(heart)
  }, 40)
  await body().finally(() => clearInterval(heart))
}

test('five calls, one awaited after the other: the loop is free, and a heart of 40 ms never late', async () => {
  const run = await simulate({ server: notebook }, () =>
    withHeart(async () => {
      await using fetchPost = toThread<string, string>(job('fetch-post'))
      for (const url of posts) await fetchPost(url)
    }),
  )
  expect(run).toKeepTheLoopFree()
  expect(run).toTake(950)
})

test('all calls go to one thread, which is started once', async () => {
  const run = await simulate({}, async () => {
    await using compute = toThread<number, number>(job('compute'))
    for (const ms of [10, 20, 30]) await compute(ms)
  })
  expect(run).toStartThreads(1)
})

test('each call gets its own answer, though others wait, and others with the same argument', async () => {
  const run = await simulate({}, async () => {
    await using compute = toThread<number, number>(job('compute'))
    return await Promise.all([compute(20), compute(10), compute(20), compute(30)])
  })
  expect(run.result).toEqual([20, 10, 20, 30])
})

test('calls made at once are served in order, one at a time', async () => {
  const run = await simulate({ server: notebook }, async () => {
    await using fetchPost = toThread<string, string>(job('fetch-post'))
    await Promise.all(posts.map(url => fetchPost(url)))
  })
  expect(run).toStartThreads(1)
  expect(run).toStartInOrder()
  expect(run).toTake(950)
})

test('each call gets its answer as soon as it is there, and does not wait for later ones', async () => {
  const run = await simulate({}, async () => {
    await using compute = toThread<number, number>(job('compute'))
    const settled = [10, 20, 30].map(ms => compute(ms).then(() => performance.now()))
    return await Promise.all(settled)
  })
  expect(run.result, 'ms at which the answers came').toEqual([10, 30, 60])
})

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
    return await Promise.all(values.map(value => giveBack(value)))
  })
  for (const [index, value] of values.entries()) {
    expect(run.result[index], `answer ${index + 1}`).toEqual(value)
  }
})

test('what the function throws rejects its call: an Error with the same name and message', async () => {
  const run = await simulate({}, async () => {
    await using checkAge = toThread<number, string>(job('check-age'))
    return await Promise.allSettled([checkAge(-1), checkAge(Number.NaN)])
  })
  const [own, builtIn] = run.result.map(end =>
    end.status === 'rejected' ? textOf(end.reason) : `the result ${end.value}`,
  )
  expect(own).toBe('AgeError: nobody is -1')
  expect(builtIn).toBe('TypeError: not a number')
})

test('after an error the same thread serves the calls that wait, and those that come', async () => {
  const run = await simulate({}, async () => {
    await using checkAge = toThread<number, string>(job('check-age'))
    const ends = await endsOf([checkAge(-1), checkAge(7)])
    return [...ends, await checkAge(8)]
  })
  expect(run).toStartThreads(1)
  expect(inShort(run.result)).toBe("Error, '7 is fine', '8 is fine'")
})

test('what can not be copied, as argument or as result, rejects its own call and no other', async () => {
  const run = await simulate({}, async () => {
    await using giveBack = toThread(job('give-back'))
    const alone = await endsOf([giveBack(() => 6)])
    const calls = [giveBack(7), giveBack(() => 8), giveBack('a function'), giveBack(9)]
    return [...alone, ...(await endsOf(calls))]
  })
  expect(inShort(run.result)).toBe('Error, 7, Error, Error, 9')
})

test('a thread that exits, with whatever code, rejects all calls that wait, and tells the code', async () => {
  const run = await simulate({}, async () => {
    await using orderly = toThread<number, string>(job('exit'))
    await using broken = toThread<number, string>(job('exit'))
    return await endsOf([orderly(0), orderly(0), broken(34), broken(34)])
  })
  expect(run).toTake(30)
  const [, lastOfOrderly, , lastOfBroken] = run.result.map(textOf)
  expect(lastOfOrderly).toMatch(/\b0\b/)
  expect(lastOfBroken).toMatch(/\b34\b/)
})

test('an error that no call catches ends the thread: all calls that wait reject, and tell it', async () => {
  const run = await simulate({}, async () => {
    await using lookUp = toThread<string, string>(job('look-up'))
    return await endsOf([lookUp('lock'), lookUp('loop'), lookUp('map')])
  })
  expect(textOf(run.result.at(-1))).toContain('the index is damaged')
  expect(run).toTake(30)
})

test('a call to a thread that has ended rejects, and no other thread is started', async () => {
  const run = await simulate({}, async () => {
    await using lookUp = toThread<string, string>(job('look-up'))
    await using exit = toThread<number, string>(job('exit'))
    await endsOf([lookUp('lock'), exit(0)])
    await sleep(70)
    return await endsOf([lookUp('loop'), lookUp('map'), exit(0)])
  })
  expect(run).toStartThreads(2)
  expect(run).toTake(100)
  expect(inShort(run.result)).toBe('Error, Error, Error')
})

test('a function that can not be loaded rejects every call', async () => {
  const run = await simulate({}, async () => {
    await using missing = toThread(job('no-such-file'))
    return [...(await endsOf([missing(1), missing(2)])), ...(await endsOf([missing(3)]))]
  })
  expect(inShort(run.result)).toBe('Error, Error, Error')
})

test('disposing ends the thread, also one that is idle, and waits until it is gone', async () => {
  const run = await simulate({}, async () => {
    const compute = toThread<number, number>(job('compute'))
    await compute(20)
    await compute[Symbol.asyncDispose]()
  })
  expect(run).toLeaveNothingBehind()
})

test('disposing does not wait for the calls that are left: they reject, at once', async () => {
  const run = await simulate({}, async () => {
    const compute = toThread<number, number>(job('compute'))
    const ends = endsOf([compute(40), compute(50), compute(60)])
    await sleep(70)
    await compute[Symbol.asyncDispose]()
    return [performance.now(), ...(await ends)]
  })
  expect(run).toLeaveNothingBehind()
  const [end, ...results] = run.result
  expect(end, 'ms at which disposing was over').toBe(70)
  expect(inShort(results)).toBe('40, Error, Error')
})

test('a call after disposing rejects, and disposing twice is fine: the second waits for the end, too', async () => {
  const run = await simulate({}, async () => {
    const giveBack = toThread(job('give-back'))
    await giveBack(1)
    giveBack[Symbol.asyncDispose]()
    const meanwhile = endsOf([giveBack(2)])
    await giveBack[Symbol.asyncDispose]()
    return [...(await meanwhile), ...(await endsOf([giveBack(3)]))]
  })
  expect(inShort(run.result)).toBe('Error, Error')
  expect(run).toLeaveNothingBehind()
})

test('disposing is fine also if there was no call, and calls after it reject', async () => {
  const run = await simulate({}, async () => {
    const giveBack = toThread(job('give-back'))
    await giveBack[Symbol.asyncDispose]()
    await sleep(10)
    await giveBack[Symbol.asyncDispose]()
    return await endsOf([giveBack(1)])
  })
  expect(run).toLeaveNothingBehind()
  expect(inShort(run.result)).toBe('Error')
})
