import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { notebook, observe, type Run, timeline, urls } from '#lab'
import { sleep as block, burn, get } from '#lab/blocking'
import { wrap } from '../../../src/lab/ground/text.ts'
import { type Finding, sentenceOf } from '../../../src/lab/report/diagnoses/diagnosis.ts'
import { messageOf, report, tell } from '../../../src/lab/report/told.ts'
import { diagnose } from './findings.ts'

const shop = 'https://shop.example'
const [a, b, c] = [`${shop}/a`, `${shop}/b`, `${shop}/c`]
const server = { [a]: { delay: 300 }, [b]: { delay: 100 }, [c]: { delay: 200 } }
const withCut = { ...server, [b]: { delay: 100, cut: true } }

const namesOf = (findings: readonly Pick<Finding, 'name' | 'facts'>[]) =>
  findings.map(({ name }) => name)

describe('an error that nobody handled', () => {
  test('an unhandled rejection is said, with its instant and its error', async () => {
    const run = await observe({}, async () => {
      await sleep(40)
      Promise.reject(new Error('boom'))
      await sleep(100)
    })
    expect(diagnose(run)).toEqual([
      { name: 'unhandledRejection', facts: { ms: 40, error: 'Error: boom' } },
    ])
  })

  test('an error thrown in a callback is said, with its instant and its error', async () => {
    const run = await observe({}, async () => {
      setTimeout(() => {
        throw new Error('boom')
      }, 40)
      await sleep(100)
    })
    expect(diagnose(run)).toEqual([
      {
        name: 'uncaughtError',
        facts: { ms: 40, error: 'Error: boom', isClients: false, isSlip: false },
      },
    ])
  })

  test('a function that rejects crashed nothing', async () => {
    const run = await observe({}, async () => {
      await sleep(40)
      throw new Error('boom')
    })
    expect(diagnose(run)).toEqual([])
  })

  test('a deadlock speaks for itself', async () => {
    const run = await observe({}, () => new Promise(() => {}))
    expect(diagnose(run)).toEqual([])
  })

  test('whatever a promise was rejected with can be said: also a symbol', async () => {
    const run = await observe({}, async () => {
      Promise.reject(Symbol('boom'))
      await sleep(100)
    })
    expect(diagnose(run)).toEqual([
      { name: 'unhandledRejection', facts: { ms: 0, error: 'Symbol(boom)' } },
    ])
  })

  test('whatever a promise was rejected with can be said: also an object without a prototype', async () => {
    const run = await observe({}, async () => {
      Promise.reject(Object.create(null))
      await sleep(100)
    })
    expect(diagnose(run)).toMatchObject([{ name: 'unhandledRejection', facts: { ms: 0 } }])
  })
})

describe('finished before its work did', () => {
  test('is said of requests that nobody awaited', async () => {
    const run = await observe({ server }, async () => {
      await sleep(50)
      for (const url of [a, b]) fetch(url)
    })
    expect(diagnose(run)).toEqual([
      {
        name: 'finishedBeforeItsWork',
        facts: {
          ms: 50,
          many: 2,
          noun: 'request',
          last: 350,
          after: undefined,
          timer: undefined,
          keepsError: false,
        },
      },
    ])
  })

  test('is said of a single request in the singular', async () => {
    const run = await observe({ server }, () => void fetch(b))
    expect(diagnose(run)).toEqual([
      {
        name: 'finishedBeforeItsWork',
        facts: {
          ms: 0,
          many: 1,
          noun: 'request',
          last: 100,
          after: undefined,
          timer: undefined,
          keepsError: false,
        },
      },
    ])
  })

  test('is said of requests and timers together as of things', async () => {
    const run = await observe({ server }, async () => {
      setTimeout(() => {}, 70)
      fetch(b)
    })
    expect(diagnose(run)[0]).toEqual({
      name: 'finishedBeforeItsWork',
      facts: {
        ms: 0,
        many: 2,
        noun: 'thing',
        last: 100,
        after: undefined,
        timer: undefined,
        keepsError: false,
      },
    })
  })

  test('tells of what was started later on, too', async () => {
    const run = await observe({ server }, () => {
      fetch(b).then(() => fetch(a))
    })
    expect(diagnose(run)[0]).toMatchObject({
      name: 'finishedBeforeItsWork',
      facts: { many: 1, last: 100, after: 400 },
    })
  })

  test('says so where the work never ended', async () => {
    const run = await observe({ server: { [a]: { silent: true }, [b]: { delay: 100 } } }, () => {
      fetch(a)
      fetch(b)
    })
    expect(diagnose(run)[0]).toEqual({
      name: 'finishedBeforeItsWork',
      facts: {
        ms: 0,
        many: 2,
        noun: 'request',
        last: undefined,
        after: undefined,
        timer: undefined,
        keepsError: false,
      },
    })
  })

  test('is not said where the work was awaited', async () => {
    const run = await observe({ server }, async () => {
      await Promise.all([fetch(a), fetch(b)])
    })
    expect(diagnose(run)).toEqual([])
  })

  test('is not said where the function rejected: it had no time to wait', async () => {
    const run = await observe({ server }, async () => {
      fetch(a)
      await sleep(50)
      throw new Error('boom')
    })
    expect(diagnose(run)).toEqual([])
  })

  test('is not said of what ends at the very instant at which the function does', async () => {
    const run = await observe({}, () => {
      setTimeout(() => {}, 10)
      burn(40)
    })
    expect(diagnose(run)).toEqual([])
  })

  test('says of timers alone that one of them may not have been cleared', async () => {
    const run = await observe({}, async () => {
      setTimeout(() => {}, 70)
      await sleep(10)
    })
    expect(diagnose(run)[0]).toMatchObject({
      name: 'finishedBeforeItsWork',
      facts: { many: 1, timer: 'setTimeout 70' },
    })
  })
})

describe('an interval that is left', () => {
  test('is named, with how long it went on', async () => {
    const run = await observe({}, async () => {
      setInterval(() => {}, 40)
      await sleep(100)
    })
    expect(diagnose(run)).toEqual([
      { name: 'intervalLeft', facts: { label: 'setInterval 40', ms: 100, last: undefined } },
    ])
  })

  test('is named also when it was cleared in the end', async () => {
    const run = await observe({}, () => {
      const heart = setInterval(() => {}, 40)
      setTimeout(() => clearInterval(heart), 50)
    })
    expect(diagnose(run)[1]).toEqual({
      name: 'intervalLeft',
      facts: { label: 'setInterval 40', ms: 0, last: 50 },
    })
  })

  test('is not named where it was cleared in time', async () => {
    const run = await observe({}, async () => {
      const heart = setInterval(() => {}, 40)
      await sleep(50)
      clearInterval(heart)
    })
    expect(diagnose(run)).toEqual([])
  })
})

describe('nothing was requested', () => {
  test('is said of an answer without a request', async () => {
    const run = await observe({ server }, () => ['invented'])
    expect(diagnose(run)).toEqual([{ name: 'nothingWasRequested', facts: {} }])
  })

  test('is not said where there is no server to ask', async () => {
    const run = await observe({}, () => ['computed'])
    expect(diagnose(run)).toEqual([])
  })

  test('is not said of an empty list, which needs no request', async () => {
    const run = await observe({ server }, () => [])
    expect(diagnose(run)).toEqual([])
  })

  test('is not said where an unknown address was requested', async () => {
    const run = await observe({ server }, () => fetch(`${shop}/typo`).catch(() => ['gone']))
    expect(diagnose(run)).toEqual([])
  })

  test('is not said of a function that rejected', async () => {
    const run = await observe({ server }, () => Promise.reject(new Error('TODO')))
    expect(diagnose(run)).toEqual([])
  })
})

describe('the error was swallowed', () => {
  test('is said where a connection was cut and the function ended as if nothing had happened', async () => {
    const run = await observe({ server: withCut }, () => fetch(b).catch(() => undefined))
    expect(diagnose(run)).toEqual([
      {
        name: 'errorSwallowed',
        facts: { how: 'reset', label: 'GET /b', url: b, code: '', ms: 100 },
      },
    ])
  })

  test('is not said where the function rejected', async () => {
    const run = await observe({ server: withCut }, () => fetch(b))
    expect(diagnose(run)).toEqual([])
  })

  test('is not said where the error is in the result', async () => {
    const run = await observe({ server: withCut }, () => Promise.allSettled([fetch(a), fetch(b)]))
    expect(diagnose(run)).toEqual([])
  })

  test('is not said of an answer with status 500, which is an answer', async () => {
    const run = await observe({ server: { [a]: { delay: 50, status: 500 } } }, () => fetch(a))
    expect(diagnose(run)).toEqual([])
  })
})

describe('requests after an error', () => {
  test('are said, with what had been cut and when', async () => {
    const run = await observe({ server: withCut }, async () => {
      const failed = fetch(b).catch((error: unknown) => error)
      await failed
      await fetch(a)
      await fetch(c)
      throw await failed
    })
    expect(diagnose(run)).toEqual([
      { name: 'wentOnAfterError', facts: { many: 2, label: 'GET /b', ms: 100 } },
    ])
  })

  test('come second where the error was swallowed, too', async () => {
    const run = await observe({ server: withCut }, async () => {
      await fetch(b).catch(() => undefined)
      await fetch(a)
    })
    expect(diagnose(run)).toEqual([
      expect.objectContaining({ name: 'errorSwallowed' }),
      { name: 'wentOnAfterError', facts: { many: 1, label: 'GET /b', ms: 100 } },
    ])
  })

  test('are not said where all had started before', async () => {
    const run = await observe({ server: withCut }, () =>
      Promise.all([fetch(a), fetch(b), fetch(c)]),
    )
    expect(diagnose(run)).toEqual([])
  })
})

describe('the loop was blocked', () => {
  test('is said with the call that blocked it, and for how long', async () => {
    const run = await observe({}, async () => {
      await sleep(30)
      block(200)
    })
    expect(diagnose(run, { blocked: 0 })).toEqual([
      {
        name: 'loopBlocked',
        facts: { label: 'sleep', ms: 200, from: 30, all: 200, advice: 'blocks' },
      },
    ])
  })

  test('names the longest call of those that kept the loop from turning for the longest time', async () => {
    const run = await observe({}, async () => {
      block(100)
      await sleep(10)
      burn(70)
      burn(80)
    })
    expect(diagnose(run, { blocked: 0 })).toEqual([
      {
        name: 'loopBlocked',
        facts: { label: 'burn', ms: 80, from: 180, all: 150, advice: 'yieldsOnlyOnce' },
      },
    ])
  })

  test('says what lets the loop turn where it never did', async () => {
    const run = await observe({}, () => burn(80))
    expect(diagnose(run, { blocked: 0 })[0]).toMatchObject({
      name: 'loopBlocked',
      facts: { advice: 'neverYields' },
    })
  })

  test('is said where less time was wanted', async () => {
    const run = await observe({ server }, () => [get(a), get(b)])
    expect(diagnose(run, { elapsed: 300 })[0]).toMatchObject({
      name: 'loopBlocked',
      facts: { label: 'get', ms: 300 },
    })
  })

  test('is said where more requests at once were wanted', async () => {
    const run = await observe({ server }, () => [get(a), get(b)])
    expect(diagnose(run, { peak: 2 })[0]).toMatchObject({
      name: 'loopBlocked',
      facts: { label: 'get', ms: 300 },
    })
  })

  test('is not said where it is within what is allowed', async () => {
    const run = await observe({}, () => burn(20))
    expect(diagnose(run, { blocked: 20 })).toEqual([])
  })

  test('is not said where the goal is another', async () => {
    const run = await observe({ server }, () => [get(a), get(b)])
    expect(diagnose(run, { order: [a, b] })).toEqual([])
  })

  test('is said where timers were late because several turns in a row were busy', async () => {
    const run = await observe({}, async () => {
      for (const work of [30, 30, 30]) setTimeout(() => burn(work), 10)
      await sleep(20)
    })
    expect([run.lag, run.blocked]).toEqual([80, 30])
    expect(diagnose(run, { blocked: 50 })).toEqual([
      { name: 'timerLate', facts: { lag: 80, blocked: 30 } },
    ])
  })
})

describe('one after another', () => {
  const inTurn = async () => {
    for (const url of [a, b, c]) await fetch(url)
  }

  test('is said where less time was wanted', async () => {
    const run = await observe({ server }, inTurn)
    expect(diagnose(run, { elapsed: 300 })).toEqual([
      { name: 'oneAfterAnother', facts: { many: 3, noun: 'request', ms: 600 } },
    ])
  })

  test('is said where more requests at once were wanted', async () => {
    const run = await observe({ server }, inTurn)
    expect(diagnose(run, { peak: 3 })[0]).toEqual({
      name: 'oneAfterAnother',
      facts: { many: 3, noun: 'request', ms: 600 },
    })
  })

  test('is said of timers where nothing was requested', async () => {
    const run = await observe({}, async () => {
      for (const ms of [30, 55, 20]) await sleep(ms)
    })
    expect(diagnose(run, { elapsed: 55 })).toEqual([
      { name: 'oneAfterAnother', facts: { many: 3, noun: 'timer', ms: 105 } },
    ])
  })

  test('is not said where the goal was one at a time', async () => {
    const run = await observe({ server }, inTurn)
    expect(diagnose(run, { peak: 1 })).toEqual([])
  })

  test('is not said where more time was wanted', async () => {
    const run = await observe({ server }, inTurn)
    expect(diagnose(run, { elapsed: 900 })).toEqual([])
  })

  test('is not said without a goal', async () => {
    const run = await observe({ server }, inTurn)
    expect(diagnose(run)).toEqual([])
  })

  test('is not said where they should, and the time went elsewhere: that is said instead', async () => {
    const run = await observe({ server }, async () => {
      for (const url of [a, b, c]) {
        await sleep(50)
        await fetch(url)
      }
    })
    expect(diagnose(run, { elapsed: 600 })).toEqual([
      { name: 'waitedForNothing', facts: { ms: 150, timer: 'setTimeout 50' } },
    ])
  })

  test('is not said of a single request', async () => {
    const run = await observe({ server }, () => fetch(a))
    expect(diagnose(run, { elapsed: 100 })).toEqual([])
  })

  test('is not said where two were in flight at once', async () => {
    const run = await observe({ server }, async () => {
      await Promise.all([fetch(a), fetch(b)])
      await fetch(c)
    })
    expect(namesOf(diagnose(run, { elapsed: 300 }))).not.toContain('oneAfterAnother')
  })
})

describe('batches', () => {
  test('are said where the slowest of each holds the others back', async () => {
    const run = await observe({ server: notebook }, async () => {
      for (let at = 0; at < urls.length; at += 3) {
        await Promise.all(urls.slice(at, at + 3).map(url => fetch(url)))
      }
    })
    expect(diagnose(run, { elapsed: 1710 })).toEqual([
      {
        name: 'inBatches',
        facts: { many: 19, noun: 'request', batches: 7, size: 3, isLimited: true },
      },
    ])
  })

  test('are told from all at once by the goal: the advice is another', async () => {
    const run = await observe({ server }, async () => {
      await Promise.all([fetch(a), fetch(b)])
      await fetch(c)
    })
    expect(diagnose(run, { elapsed: 300 })[0]).toMatchObject({
      name: 'inBatches',
      facts: { isLimited: false },
    })
  })

  test('are said of timers, too', async () => {
    const run = await observe({}, async () => {
      await Promise.all([sleep(30), sleep(10)])
      await Promise.all([sleep(30), sleep(10)])
    })
    expect(diagnose(run, { elapsed: 50 })[0]).toMatchObject({
      name: 'inBatches',
      facts: { many: 4, noun: 'timer', batches: 2, size: 2 },
    })
  })

  test('are not said of a pool of three, which never waits for all', async () => {
    const run = await observe({ server: notebook }, () => poolOf(3, urls))
    expect(diagnose(run, { elapsed: 950 })).toEqual([])
  })

  test('are not said of a pool of three whose requests take equally long', async () => {
    const equal = Object.fromEntries(urls.map(url => [url, { delay: 100 }]))
    const run = await observe({ server: equal }, () => poolOf(3, urls))
    expect(diagnose(run, { elapsed: 100 })).toEqual([])
  })

  test('are not said where slots are lost on the way', async () => {
    const run = await observe({}, async () => {
      await Promise.all([sleep(30), sleep(10)])
      await sleep(30)
      await sleep(30)
    })
    expect(namesOf(diagnose(run, { elapsed: 10 }))).not.toContain('inBatches')
  })

  test('are not said of one request after another', async () => {
    const run = await observe({ server }, async () => {
      for (const url of [a, b, c]) await fetch(url)
    })
    expect(namesOf(diagnose(run, { elapsed: 300 }))).not.toContain('inBatches')
  })

  test('are not said where the time was right', async () => {
    const run = await observe({}, async () => {
      await Promise.all([sleep(30), sleep(10)])
      await Promise.all([sleep(30), sleep(10)])
    })
    expect(diagnose(run, { elapsed: 60 })).toEqual([])
  })
})

describe('too many at once', () => {
  test('is said of requests that started at the same instant', async () => {
    const run = await observe({ server }, async () => {
      await sleep(10)
      await Promise.all([fetch(a), fetch(b), fetch(c)])
    })
    expect(diagnose(run, { peak: 2 })).toEqual([
      { name: 'tooManyAtOnce', facts: { many: 3, noun: 'request', instant: 10, limit: 2 } },
    ])
  })

  test('is said of requests that overlap', async () => {
    const run = await observe({ server: notebook }, () => poolOf(3, urls))
    expect(diagnose(run, { peak: 1 })[0]).toEqual({
      name: 'tooManyAtOnce',
      facts: { many: 3, noun: 'request', instant: undefined, limit: 1 },
    })
  })

  test('is said where the run was too fast, without a limit that nobody gave', async () => {
    const run = await observe({ server }, () => Promise.all([fetch(a), fetch(b), fetch(c)]))
    expect(diagnose(run, { elapsed: 600 })[0]).toEqual({
      name: 'tooManyAtOnce',
      facts: { many: 3, noun: 'request', instant: 0, limit: undefined },
    })
  })

  test('is not said of all together that was given up too early: too fast is not too many', async () => {
    const run = await observe({ server }, async () => {
      await Promise.race([fetch(a), fetch(b), fetch(c)])
    })
    expect(diagnose(run, { elapsed: 300 })).toEqual([
      expect.objectContaining({ name: 'finishedBeforeItsWork' }),
    ])
  })

  test('is said of timers where nothing was requested', async () => {
    const run = await observe({}, () => Promise.all([sleep(30), sleep(55)]))
    expect(diagnose(run, { elapsed: 85 })[0]).toEqual({
      name: 'tooManyAtOnce',
      facts: { many: 2, noun: 'timer', instant: 0, limit: undefined },
    })
  })

  test('is not said at the limit', async () => {
    const run = await observe({ server: notebook }, () => poolOf(3, urls))
    expect(diagnose(run, { peak: 3 })).toEqual([])
  })
})

describe('started out of order', () => {
  test('is said with the first request that came too late, and what came before it', async () => {
    const run = await observe({ server }, async () => {
      for (const url of [a, c, b]) await fetch(url)
    })
    expect(diagnose(run, { order: [a, b, c] })).toEqual([
      { name: 'startedOutOfOrder', facts: { late: 'GET /b', early: 'GET /c' } },
    ])
  })

  test('is not said where they started in order, whichever was answered first', async () => {
    const run = await observe({ server }, () => Promise.all([fetch(a), fetch(b), fetch(c)]))
    expect(diagnose(run, { order: [a, b, c] })).toEqual([])
  })

  test('is not said of a request that the order does not speak of', async () => {
    const run = await observe({ server }, async () => {
      for (const url of [a, c, b]) await fetch(url)
    })
    expect(diagnose(run, { order: [a, b] })).toEqual([])
  })

  test('is not said without an order', async () => {
    const run = await observe({ server }, async () => {
      for (const url of [c, b, a]) await fetch(url)
    })
    expect(diagnose(run)).toEqual([])
  })
})

describe('results in order of completion', () => {
  test('is said where the results stand as the answers came', async () => {
    const run = await observe({ server }, async () => {
      const results: string[] = []
      await Promise.all([a, b, c].map(async url => results.push((await fetch(url)).url)))
      return results
    })
    expect(diagnose(run)).toEqual([
      { name: 'resultsInOrderOfCompletion', facts: { first: 'GET /b' } },
    ])
  })

  test('knows /posts/1 from /posts/13', async () => {
    const run = await observe({ server: notebook }, async () => {
      const results: { from: string }[] = []
      await Promise.all(urls.map(async url => results.push({ from: (await fetch(url)).url })))
      return results
    })
    expect(diagnose(run)[0]).toEqual({
      name: 'resultsInOrderOfCompletion',
      facts: { first: 'GET /posts/13' },
    })
  })

  test('is not said where results are right', async () => {
    const run = await observe({ server }, () =>
      Promise.all([a, b, c].map(async url => (await fetch(url)).url)),
    )
    expect(diagnose(run)).toEqual([])
  })

  test('is not said where results are right and the queue was taken from its end', async () => {
    const run = await observe(
      { server: { [b]: { delay: 100 }, [a]: { delay: 300 } } },
      async () => {
        const last = fetch(a)
        const first = fetch(b)
        return [(await first).url, (await last).url]
      },
    )
    expect(diagnose(run, { order: [b, a] })).toEqual([
      expect.objectContaining({ name: 'startedOutOfOrder' }),
    ])
  })

  test('is not said where results do not tell which request they are from', async () => {
    const run = await observe({ server }, async () => {
      const results: number[] = []
      await Promise.all([a, b, c].map(async url => results.push((await fetch(url)).status)))
      return results
    })
    expect(diagnose(run)).toEqual([])
  })

  test('is not said where results cannot be written as JSON', async () => {
    const loop: { self?: unknown } = {}
    loop.self = loop
    const run = await observe({ server }, async () => {
      await Promise.all([fetch(a), fetch(b)])
      return [1n, loop]
    })
    expect(diagnose(run)).toEqual([])
  })
})

describe('all diagnoses together', () => {
  test('at most two are said, the most telling first', async () => {
    const run = await observe({ server }, () => [get(c), get(a), get(b)])
    expect(diagnose(run, { elapsed: 300, order: [a, b, c] })).toEqual([
      expect.objectContaining({ name: 'loopBlocked' }),
      expect.objectContaining({ name: 'oneAfterAnother' }),
    ])
  })

  test('nothing is said of a run that reached its goal', async () => {
    const run = await observe({ server: notebook }, () => poolOf(3, urls))
    expect(diagnose(run, { elapsed: 1710, peak: 3, order: urls, blocked: 0 })).toEqual([])
  })
})

describe('report', () => {
  test('is the sentences, broken at 80 columns, and then the timeline', async () => {
    const run = await observe({ server }, () => {
      fetch(a)
      fetch(b)
    })
    expect(`\n${report(run)}\n`).toBe(`
Your function finished before its work did: it returned at 0 ms, and 2 requests
it had started went on until 300 ms. Nothing awaited them: a promise was dropped
(no \`await\`, no \`return\`, or a \`forEach\` with an async callback), or \`resolve\`
was called too early.

What your code did:

           ms 0         50        100       150       200       250
              |---------|---------|---------|---------|---------|---------
your function .                                                              0-0
GET /a        ============================================================ 0-300
GET /b        ====================                                         0-100

= in flight
`)
  })

  test('keeps two sentences apart by an empty line', async () => {
    const run = await observe({ server }, () => [get(a), get(b)])
    const [blocked = '', inTurn = ''] = diagnose(run, { elapsed: 300 }).map(sentenceOf)
    expect(report(run, { elapsed: 300 })).toBe(
      `${wrap(blocked)}\n\n${wrap(inTurn)}\n\nWhat your code did:\n\n${timeline(run)}`,
    )
  })

  test('is the timeline alone where there is nothing to say', async () => {
    const run = await observe({ server }, () => fetch(a))
    expect(report(run)).toBe(`What your code did:\n\n${timeline(run)}`)
  })

  test('is empty where nothing happened', async () => {
    const run = await observe({}, () => 1)
    expect(report(run)).toBe('')
  })

  test('is the sentence alone where nothing can be drawn', async () => {
    const run = await observe({ server }, () => 1)
    expect(report(run)).toBe(
      'Your function returned a result, but nothing was requested: the server saw no\n' +
        'request at all. Does a variable outside the function still hold what an earlier\ncall found?',
    )
  })
})

describe('wrap', () => {
  test('breaks between words so that no line is longer than the width', () => {
    expect(wrap('one two three four', 9)).toBe('one two\nthree\nfour')
  })

  test('leaves a word that is longer than a line whole', () => {
    expect(wrap('see https://shop.example/a/long/path there', 10)).toBe(
      'see\nhttps://shop.example/a/long/path\nthere',
    )
  })

  test('keeps every word, and no line is too long but for a single long word', () => {
    const words = fc.array(fc.stringMatching(/^[!-~]{1,30}$/), { minLength: 1 })
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 40 }), (text, width) => {
        const lines = wrap(text.join(' '), width).split('\n')
        expect(lines.flatMap(line => line.split(' '))).toEqual(text)
        for (const line of lines) expect(line.length > width && line.includes(' ')).toBe(false)
      }),
    )
  })
})

/** Fetches all, in order, so many at a time: a place that is free is taken at once. */
async function poolOf(places: number, list: readonly string[]): Promise<void> {
  const queue = list.values()
  const place = async () => {
    for (const url of queue) await fetch(url)
  }
  await Promise.all(Array.from({ length: places }, place))
}

/** The message of an error that has some words of its own. */
function toldWith(own: string, run: Run): string {
  return messageOf(tell(run, own), run)
}

describe('what a student reads of a failed test', () => {
  test('is the test’s message, then why the lab ended the run, if that is not told yet', async () => {
    const run = await observe({}, () => new Promise(() => {}))
    const { reason } = run.outcome as { reason: Error }
    const told = toldWith('expected 1 to be 2', run)
    expect(told).toMatch(/^expected 1 to be 2\n\nDeadlock: Nothing can happen any more/)
    expect(toldWith(reason.message, run)).toMatch(/^Nothing can happen any more/)
    expect(toldWith(reason.message, run)).not.toContain('Deadlock')
  })

  test('has the picture below it', async () => {
    const run = await observe({}, () => sleep(20))
    expect(toldWith('too late', run)).toMatch(/^too late\n\nWhat your code did:\n\n/)
  })
})

describe('nothing at all', () => {
  const program = () => Promise.all(new Array(3).map(async () => fetch(a)))

  test('is told where something had to happen', async () => {
    const run = await observe({ server }, program)
    const told = [{ name: 'nothingStarted', facts: {} }]
    expect(diagnose(run, { peak: 3 })).toEqual(told)
    expect(diagnose(run, { elapsed: 300 })).toEqual(told)
  })

  test('is not told where nothing had to, or something did', async () => {
    expect(diagnose(await observe({ server }, program))).toEqual([])
    const run = await observe({ server }, () => sleep(10))
    expect(namesOf(diagnose(run, { peak: 3 }))).not.toContain('nothingStarted')
  })
})

describe('an error that is there', () => {
  const fails = () => sleep(40).then(() => Promise.reject(new Error('mine')))

  test('is told where the function rejects with it later than it had to', async () => {
    const run = await observe({}, async () => {
      const outcomes = await Promise.allSettled([sleep(90), fails()])
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
    })
    expect(diagnose(run, { elapsed: 40 })[0]).toEqual({
      name: 'rejectedLate',
      facts: { ms: 90, due: 40 },
    })
  })

  test('is not told where it rejects in time, or with the error of a signal', async () => {
    const inTime = await observe({}, () => Promise.all([sleep(90), fails()]))
    expect(namesOf(diagnose(inTime, { elapsed: 40 }))).not.toContain('rejectedLate')
    const signal = AbortSignal.timeout(90)
    const late = await observe({}, () => sleep(200, undefined, { signal }))
    expect(namesOf(diagnose(late, { elapsed: 40 }))).not.toContain('rejectedLate')
  })

  test('is told where it is in the result of a function that waited for nothing more', async () => {
    const run = await observe({}, () => Promise.all([sleep(90), fails()]).catch(error => [error]))
    expect(diagnose(run, { elapsed: 90 })[0]).toMatchObject({
      name: 'finishedBeforeItsWork',
      facts: { ms: 40, many: 1, keepsError: true },
    })
  })
})

describe('a slot that is idle', () => {
  test('is told with what had to end before the next one started', async () => {
    const run = await observe({ server: notebook }, async () => {
      const running: Promise<unknown>[] = []
      for (const url of urls) {
        if (running.length >= 3) await running.shift()
        running.push(fetch(url))
      }
      await Promise.all(running)
    })
    expect(diagnose(run, { elapsed: 1710 })).toEqual([
      {
        name: 'slotIdle',
        facts: { noun: 'request', from: 250, to: 290, ended: 'GET /posts/1' },
      },
    ])
  })

  test('is told where a timer decides when the next one starts', async () => {
    let running = 0
    const run = await observe({ server: notebook }, async () => {
      const get = async (url: string) => {
        while (running >= 2) await sleep(25)
        running++
        await fetch(url).finally(() => running--)
      }
      await Promise.all(urls.slice(0, 4).map(get))
    })
    expect(diagnose(run, { elapsed: 430 })).toContainEqual({
      name: 'slotIdle',
      facts: { noun: 'request', from: 290, to: 300, ended: undefined },
    })
  })

  test('is not told of a pool', async () => {
    const run = await observe({ server: notebook }, () => poolOf(3, urls))
    expect(diagnose(run, { elapsed: 1000 })).toEqual([])
  })
})

describe('what starts when the first has ended', () => {
  test('is told where nothing holds it back any more', async () => {
    const run = await observe({ server: notebook }, async () => {
      const running = new Set<Promise<unknown>>()
      for (const url of urls) {
        running.add(fetch(url))
        if (running.size >= 3) await Promise.race(running)
      }
      await Promise.all(running)
    })
    expect(diagnose(run, { peak: 3 })[0]).toEqual({
      name: 'startedAfterTheFirst',
      facts: { noun: 'request', before: 3, ms: 240, after: 16 },
    })
  })

  test('is not told of all at once', async () => {
    const run = await observe({ server: notebook }, () => Promise.all(urls.map(url => fetch(url))))
    expect(namesOf(diagnose(run, { peak: 3 }))).toEqual(['tooManyAtOnce'])
  })
})

describe('a function that nobody has written yet', () => {
  test('is told by its TODO alone', async () => {
    const run = await observe({ server }, () => Promise.reject(new Error('TODO: start them all')))
    const { own, sentences } = tell(run, 'expected something else', { elapsed: 300 })
    expect({ own, sentences }).toEqual({ own: 'TODO: start them all', sentences: [] })
  })
})
