import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { Deadlock, notebook, observe, requestsOf, simulate, UnknownAddress, urls } from '#lab'
import { burn, get, sleep } from '#lab/blocking'

const address = 'https://example.org/here'
const elsewhere = 'https://example.org/elsewhere'

describe('sleep', () => {
  test('moves the clock on by its milliseconds, and returns nothing', async () => {
    const run = await simulate({}, () => sleep(250))
    expect(run.result).toBeUndefined()
    expect(run.elapsed).toBe(250)
  })

  test('is seen at once by whoever reads the clock', async () => {
    const run = await simulate({}, () => {
      const [date, time, precise] = [Date.now(), performance.now(), process.hrtime.bigint()]
      sleep(40)
      return [Date.now() - date, performance.now() - time, process.hrtime.bigint() - precise]
    })
    expect(run.result).toEqual([40, 40, 40_000_000n])
  })

  test('takes fractions of a millisecond, and adds them up exactly', async () => {
    const run = await simulate({}, () => {
      for (let times = 0; times < 10; times++) sleep(0.1)
    })
    expect(run.elapsed).toBe(1)
  })

  test('of 0 ms takes no time', async () => {
    const run = await simulate({}, () => sleep(0))
    expect(run.elapsed).toBe(0)
  })

  test('costs no processor work', async () => {
    const run = await simulate({}, () => {
      const before = process.cpuUsage()
      sleep(100)
      return process.cpuUsage(before)
    })
    expect(run.result).toEqual({ user: 0, system: 0 })
    expect(run.cpu).toBe(0)
  })

  test('is a span of the main thread in the trace', async () => {
    const run = await simulate({}, async () => {
      await wait(10)
      sleep(30)
    })
    expect(run.trace.filter(({ track }) => track === 'main')).toMatchObject([
      { track: 'main', kind: 'blocked', label: 'sleep', from: 10, to: 40, outcome: 'done' },
    ])
  })
})

describe('burn', () => {
  test('moves the clock on by its milliseconds, and returns nothing', async () => {
    const run = await simulate({}, () => burn(250))
    expect(run.result).toBeUndefined()
    expect(run.elapsed).toBe(250)
  })

  test('costs as much processor work, and the run adds it up', async () => {
    const run = await simulate({}, async () => {
      burn(100)
      sleep(50)
      await wait(25)
      burn(0.5)
    })
    expect(run.cpu).toBe(100.5)
    expect(run.elapsed).toBe(175.5)
  })

  test('is seen by process.cpuUsage, in microseconds', async () => {
    const run = await simulate({}, () => {
      burn(20)
      const before = process.cpuUsage()
      burn(100)
      return [before, process.cpuUsage(), process.cpuUsage(before)]
    })
    expect(run.result).toEqual([
      { user: 20_000, system: 0 },
      { user: 120_000, system: 0 },
      { user: 100_000, system: 0 },
    ])
  })

  test('is seen by process.threadCpuUsage as well', async () => {
    const run = await simulate({}, () => {
      burn(100)
      return process.threadCpuUsage()
    })
    expect(run.result).toEqual({ user: 100_000, system: 0 })
  })

  test('is a span of the main thread in the trace, and not the same kind as sleep', async () => {
    const run = await simulate({}, async () => {
      await wait(10)
      burn(30)
    })
    expect(run.trace.filter(({ track }) => track === 'main')).toMatchObject([
      { track: 'main', kind: 'computing', label: 'burn', from: 10, to: 40, outcome: 'done' },
    ])
  })
})

describe('while the thread is blocked', () => {
  test('no timer fires; what was due fires afterwards, and late', async () => {
    const order: string[] = []
    const run = await simulate({}, () => {
      setTimeout(() => order.push(`timer at ${performance.now()}`), 10)
      sleep(100)
      order.push(`sleep is over at ${performance.now()}`)
    })
    expect(order).toEqual(['sleep is over at 100', 'timer at 100'])
    expect(run.trace.filter(({ kind }) => kind === 'timer')).toMatchObject([
      { label: 'setTimeout 10', from: 0, due: 10, to: 100, outcome: 'done' },
    ])
  })

  test('timers become due in an order, and fire in that order afterwards', async () => {
    const order: number[] = []
    await simulate({}, () => {
      for (const ms of [30, 10, 20]) setTimeout(() => order.push(ms), ms)
      burn(100)
    })
    expect(order).toEqual([10, 20, 30])
  })

  test('an interval misses its turns: it fires once afterwards, and then goes on from there', async () => {
    const times: number[] = []
    await simulate({}, async () => {
      const ticking = setInterval(() => times.push(performance.now()), 10)
      await wait(15)
      sleep(50)
      await wait(25)
      clearInterval(ticking)
    })
    expect(times).toEqual([10, 65, 75, 85])
  })

  test('no promise goes on', async () => {
    const order: string[] = []
    await simulate({}, () => {
      Promise.resolve().then(() => order.push('promise'))
      sleep(100)
      order.push('sleep is over')
    })
    expect(order).toEqual(['sleep is over', 'promise'])
  })

  test('time still passes for a timer that is not due yet', async () => {
    const run = await simulate({}, async () => {
      const timer = wait(100)
      sleep(60)
      await timer
    })
    expect(run.elapsed).toBe(100)
    expect(run.lag).toBe(0)
  })
})

describe('run.lag', () => {
  test('is the longest that a due timer had to wait', async () => {
    const run = await simulate({}, () => {
      setTimeout(() => {}, 10)
      setTimeout(() => {}, 70)
      sleep(100)
    })
    expect(run.lag).toBe(90)
  })

  test('is 0 where the loop was blocked and nothing was due', async () => {
    const run = await simulate({}, () => sleep(100))
    expect(run.lag).toBe(0)
    expect(run.blocked).toBe(100)
  })
})

describe('run.blocked', () => {
  test('is 0 where nothing blocks', async () => {
    const run = await simulate({}, () => wait(100))
    expect(run.blocked).toBe(0)
  })

  test('adds up what one turn of the loop does, also across an await that only takes a microtask', async () => {
    const run = await simulate({}, async () => {
      sleep(10)
      await undefined
      burn(20)
    })
    expect(run.blocked).toBe(30)
  })

  test('is the longest of several turns', async () => {
    const run = await simulate({}, async () => {
      sleep(10)
      await wait(1)
      burn(40)
      await wait(1)
      sleep(20)
    })
    expect(run.blocked).toBe(40)
    expect(run).not.toKeepTheLoopFree({ within: 39 })
    expect(run).toKeepTheLoopFree({ within: 40 })
  })
})

describe('get', () => {
  test('gives the whole answer at once, after its delay', async () => {
    const server = { [address]: { delay: 80, status: 203, body: { id: 7 } } }
    const run = await simulate({ server }, () => {
      const response = get(address)
      return [response.status, response.ok, response.url, response.text(), response.json()]
    })
    expect(run.result).toEqual([203, true, address, '{"id":7}', { id: 7 }])
    expect(run.elapsed).toBe(80)
  })

  test('takes a URL as well as a string', async () => {
    const run = await simulate({ server: { [address]: { body: 'here' } } }, () =>
      get(new URL(address)).text(),
    )
    expect(run.result).toBe('here')
  })

  test('is ok from 200 to 299 only, and throws for no status', async () => {
    const server = {
      'https://example.org/200': { status: 200 },
      'https://example.org/299': { status: 299 },
      'https://example.org/300': { status: 300 },
      'https://example.org/500': { status: 500 },
    }
    const run = await simulate({ server }, () => Object.keys(server).map(url => get(url).ok))
    expect(run.result).toEqual([true, true, false, false])
  })

  test('throws what JSON.parse throws where the body is no JSON', async () => {
    const run = await observe({ server: { [address]: { body: 'here' } } }, () =>
      get(address).json(),
    )
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { name: 'SyntaxError' } })
  })

  test('blocks the thread, and the trace has a span for it and one for the request', async () => {
    const run = await simulate({ server: { [address]: { delay: 80 } } }, () => {
      setTimeout(() => {}, 10)
      get(address)
    })
    expect(run.trace.filter(({ kind }) => kind !== 'timer')).toMatchObject([
      { track: 'request 1', kind: 'request', label: 'GET /here', from: 0, to: 80, status: 200 },
      { track: 'main', kind: 'blocked', label: 'get', from: 0, to: 80, outcome: 'done' },
    ])
    expect(run.lag).toBe(70)
    expect(run.blocked).toBe(80)
    expect(run.cpu).toBe(0)
  })

  test("takes 4,090 ms for the notebook's posts, also where all are asked for in Promise.all", async () => {
    const run = await simulate({ server: notebook }, () =>
      Promise.all(urls.map(async url => get(url).status)),
    )
    expect(run.elapsed).toBe(4090)
    expect(run).toPeakAt(1)
  })

  test('throws when the connection is cut, after the delay', async () => {
    const run = await observe({ server: { [address]: { delay: 70, cut: true } } }, () =>
      get(address),
    )
    const { reason } = run.outcome as { reason: Error }
    expect(reason).toEqual(new TypeError('get failed'))
    expect(reason.cause).toMatchObject({ code: 'ECONNRESET' })
    expect(run.elapsed).toBe(70)
    expect(requestsOf(run.trace)).toMatchObject([{ from: 0, to: 70, outcome: 'cut' }])
  })

  test('of a server that is silent is a deadlock that names the address', async () => {
    const run = await observe({ server: { [address]: { silent: true } } }, () => get(address))
    const { reason } = run.outcome as { reason: Error }
    expect(reason).toBeInstanceOf(Deadlock)
    expect(reason.message).toContain(address)
  })

  test('of a server that is silent ends the run, also where the error is caught', async () => {
    const run = await observe({ server: { [address]: { silent: true } } }, () => {
      try {
        get(address)
      } catch {
        return 'caught'
      }
      return 'answered'
    })
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { name: 'Deadlock' } })
  })

  test('of an unknown address throws a sentence that lists the known ones', async () => {
    const run = await simulate({ server: { [address]: {} } }, () => {
      try {
        return get(elsewhere)
      } catch (error) {
        return error as Error
      }
    })
    expect(run.result).toBeInstanceOf(UnknownAddress)
    expect((run.result as Error).message).toBe(
      'There is no GET https://example.org/elsewhere on the fake server. It knows:\n' +
        '  GET https://example.org/here',
    )
  })

  test('in a run without a server says that there is none', async () => {
    const run = await observe({}, () => get(address))
    const { reason } = run.outcome as { reason: Error }
    expect(reason).toBeInstanceOf(UnknownAddress)
    expect(reason.message).toContain('this run has no server')
  })

  test('of something that is no address says so, and repeats it', async () => {
    const run = await observe({ server: { [address]: {} } }, () => get('/here'))
    const { reason } = run.outcome as { reason: Error }
    expect(reason).toBeInstanceOf(TypeError)
    expect(reason.message).toContain("'/here'")
  })
})

describe('a wrong time', () => {
  test.each([
    ['NaN', Number.NaN],
    ['-1', -1],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['undefined', undefined],
    ["'5'", '5'],
  ])('%s is refused by sleep and burn in one sentence, and no time passes', async (shown, ms) => {
    const slept = await observe({}, () => sleep(ms as number))
    const burnt = await observe({}, () => burn(ms as number))
    expect(slept.outcome).toEqual({
      status: 'rejected',
      reason: new RangeError(`sleep(${shown}): the time must be a number of ms, 0 or more.`),
    })
    expect(burnt.outcome).toEqual({
      status: 'rejected',
      reason: new RangeError(`burn(${shown}): the time must be a number of ms, 0 or more.`),
    })
    expect([slept.elapsed, burnt.elapsed, burnt.cpu]).toEqual([0, 0, 0])
  })

  test('longer than any clock can count is refused, too, and the next run begins at 0', async () => {
    const run = await observe({}, () => sleep(Number.MAX_VALUE))
    const next = await simulate({}, () => {})
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { name: 'RangeError' } })
    expect([run.elapsed, next.elapsed]).toEqual([0, 0])
  })
})

describe('outside a run', () => {
  test('sleep blocks for real, and returns nothing', () => {
    expect(sleep(1)).toBeUndefined()
  })

  test('burn works for real, and returns nothing', () => {
    expect(burn(1)).toBeUndefined()
  })

  test('sleep and burn refuse a wrong time as they do in a run', () => {
    expect(() => sleep(-1)).toThrow(
      new RangeError('sleep(-1): the time must be a number of ms, 0 or more.'),
    )
    expect(() => burn(Number.NaN)).toThrow(
      new RangeError('burn(NaN): the time must be a number of ms, 0 or more.'),
    )
  })

  test('get says that it needs a simulation', () => {
    expect(() => get(address)).toThrow(
      "get('https://example.org/here') needs the fake server of a simulation: call it inside simulate().",
    )
  })
})

describe('the loop is blocked', () => {
  const piece = () => burn(20)

  test('by immediates that run in a row: no timer can fire between them', async () => {
    const run = await simulate({}, async () => {
      for (let index = 0; index < 5; index++) setImmediate(piece)
      setTimeout(() => {}, 1)
      await wait(200)
    })
    expect(run).toMatchObject({ blocked: 100, lag: 99 })
  })

  test('by promises that each wait for an immediate of their own', async () => {
    const run = await simulate({}, () =>
      Promise.all(
        Array.from({ length: 5 }, async () => {
          await new Promise(setImmediate)
          piece()
        }),
      ),
    )
    expect(run.blocked).toBe(100)
  })

  test('not by immediates that each set the next: timers fire between them', async () => {
    const run = await simulate({}, async () => {
      for (let index = 0; index < 5; index++) {
        await new Promise(setImmediate)
        piece()
      }
    })
    expect(run.blocked).toBe(20)
  })

  test('not by timers that are due at one instant: each is got to in its turn', async () => {
    const run = await simulate({}, async () => {
      for (let index = 0; index < 3; index++) setTimeout(piece, 10)
      await wait(200)
    })
    expect(run).toMatchObject({ blocked: 20, lag: 40 })
  })
})
