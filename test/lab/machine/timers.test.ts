import * as timers from 'node:timers'
import * as timersPromises from 'node:timers/promises'
import { scheduler, setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { simulate } from '#lab'
import { burn } from '#lab/blocking'

/** Notes that something happened, and when. */
function logbook() {
  const log: [what: unknown, at: number][] = []
  return { log, note: (what: unknown) => log.push([what, performance.now()]) }
}

describe('setTimeout', () => {
  test('fires at exactly its delay, with its arguments', async () => {
    const { log, note } = logbook()
    await simulate({}, () => void setTimeout((...args: unknown[]) => note(args), 40, 'a', 2))
    expect(log).toEqual([[['a', 2], 40]])
  })

  test('fires in the order of the times, and of the calls where these are equal', async () => {
    const { log, note } = logbook()
    await simulate({}, () => {
      setTimeout(note, 20, 'third')
      setTimeout(note, 10, 'first')
      setTimeout(note, 10, 'second')
    })
    expect(log).toEqual([
      ['first', 10],
      ['second', 10],
      ['third', 20],
    ])
  })

  test.each([
    [undefined, 1],
    [0, 1],
    [-5, 1],
    [Number.NaN, 1],
    [0.9, 1],
    [1.9, 1],
    [2 ** 31, 1],
    ['25', 25],
  ])('takes a delay of %s as Node does', async (delay, expected) => {
    const run = await simulate(
      {},
      () => new Promise(resolve => setTimeout(resolve, delay as number)),
    )
    expect(run.elapsed).toBe(expected)
  })

  test('does not fire once cleared, by the object or by its number', async () => {
    const { log, note } = logbook()
    await simulate({}, () => {
      const timer = setTimeout(note, 10, 'object')
      const number = Number(setTimeout(note, 10, 'number'))
      setTimeout(note, 10, 'text')[Symbol.toPrimitive]()
      clearTimeout(timer)
      clearTimeout(number)
      clearTimeout(String(number + 1))
      timers.clearTimeout(undefined)
    })
    expect(log).toEqual([])
  })

  test('ends with the block that holds it by `using`', async () => {
    const { log, note } = logbook()
    await simulate({}, () => {
      using _timer = setTimeout(note, 10, 'never')
    })
    expect(log).toEqual([])
  })

  test('starts anew when refreshed, also after it has fired', async () => {
    const { log, note } = logbook()
    await simulate({}, async () => {
      const timer = setTimeout(note, 30, 'fired')
      await sleep(20)
      timer.refresh()
      await sleep(100)
      timer.refresh()
    })
    expect(log).toEqual([
      ['fired', 50],
      ['fired', 150],
    ])
  })

  test('throws what Node throws when the callback is no function', async () => {
    const run = simulate({}, () => setTimeout('code' as never, 10))
    await expect(run).rejects.toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' }))
  })

  test('is the same from node:timers, and promisified', async () => {
    const run = await simulate({}, async () => {
      await new Promise(resolve => timers.setTimeout(resolve, 10))
      return promisify(setTimeout)(20, 'value')
    })
    expect(run).toTake(30)
    expect(run.result).toBe('value')
  })
})

describe('setInterval', () => {
  test('fires at every multiple of its period until it is cleared, also from within', async () => {
    const { log, note } = logbook()
    await simulate({}, () => {
      const timer = setInterval(() => {
        note('beat')
        if (log.length === 3) clearInterval(timer)
      }, 40)
    })
    expect(log).toEqual([
      ['beat', 40],
      ['beat', 80],
      ['beat', 120],
    ])
  })

  test('counts its next period from when its turn came, and skips what it missed', async () => {
    const { log, note } = logbook()
    const run = await simulate({}, async () => {
      const timer = setInterval(note, 40, 'beat')
      await sleep(50)
      burn(100)
      await sleep(100)
      clearInterval(timer)
    })
    expect(log.map(([, at]) => at)).toEqual([40, 150, 190, 230])
    expect(run.lag).toBe(70)
  })

  test('comes after a timer that its own callback set for the same time, as in Node', async () => {
    const { log, note } = logbook()
    await simulate({}, async () => {
      const timer = setInterval(() => {
        note('beat')
        setTimeout(note, 10, 'set by the beat')
      }, 10)
      await sleep(25)
      clearInterval(timer)
    })
    expect(log).toEqual([
      ['beat', 10],
      ['set by the beat', 20],
      ['beat', 20],
      ['set by the beat', 30],
    ])
  })
})

describe('ref and unref', () => {
  test('an unref’d timer alone never moves the clock', async () => {
    const { log, note } = logbook()
    const run = await simulate({}, () => void setTimeout(note, 10, 'never').unref())
    expect(log).toEqual([])
    expect(run.ended).toBe(0)
  })

  test('an unref’d timer fires while something else keeps the program alive', async () => {
    const { log, note } = logbook()
    await simulate({}, () => {
      setTimeout(note, 10, 'unref’d').unref()
      setTimeout(note, 20, 'ref’d')
    })
    expect(log).toEqual([
      ['unref’d', 10],
      ['ref’d', 20],
    ])
  })

  test('ref takes unref back, and hasRef tells', async () => {
    const run = await simulate({}, () => {
      const timer = setTimeout(() => {}, 10).unref()
      const before = timer.hasRef()
      return [before, timer.ref().hasRef()]
    })
    expect(run.result).toEqual([false, true])
    expect(run.ended).toBe(10)
  })
})

describe('setImmediate', () => {
  test('runs before any time passes, and not once cleared', async () => {
    const { log, note } = logbook()
    await simulate({}, () => {
      setTimeout(note, 1, 'timeout')
      setImmediate(note, 'immediate')
      clearImmediate(setImmediate(note, 'never'))
    })
    expect(log).toEqual([
      ['immediate', 0],
      ['timeout', 1],
    ])
  })

  test('waits for the next turn when it is set by another immediate', async () => {
    const { log, note } = logbook()
    await simulate({}, () => {
      setImmediate(() => {
        note('first')
        setImmediate(note, 'next turn')
      })
      setImmediate(note, 'second')
    })
    expect(log.map(([what]) => what)).toEqual(['first', 'second', 'next turn'])
  })

  test('a turn that clears one still to come in it is heard', async () => {
    const { log, note } = logbook()
    await simulate({}, () => {
      setImmediate(() => clearImmediate(second))
      const second = setImmediate(note, 'never')
    })
    expect(log).toEqual([])
  })
})

describe('node:timers/promises', () => {
  test('setTimeout resolves with its value at its time', async () => {
    const run = await simulate({}, () => sleep(30, 'value'))
    expect(run).toTake(30)
    expect(run.result).toBe('value')
  })

  test('setTimeout rejects at the moment of an abort, and its timer is gone', async () => {
    const controller = new AbortController()
    const run = await simulate({}, async () => {
      setTimeout(() => controller.abort('enough'), 20)
      return sleep(1000, undefined, { signal: controller.signal }).catch((error: Error) => error)
    })
    expect(run).toTake(20)
    expect(run).toLeaveNothingBehind()
    expect(run.result).toMatchObject({ name: 'AbortError', code: 'ABORT_ERR', cause: 'enough' })
  })

  test('setTimeout rejects at once for a signal that was aborted before', async () => {
    const signal = AbortSignal.abort()
    const run = await simulate({}, () => sleep(10, 0, { signal }).catch((e: Error) => e.name))
    expect(run).toTake(0)
    expect(run.result).toBe('AbortError')
  })

  test('setTimeout with ref: false does not keep the program alive', async () => {
    const run = await simulate({}, () => void sleep(10, 0, { ref: false }))
    expect(run.ended).toBe(0)
  })

  test('setTimeout rejects what Node rejects', async () => {
    const run = await simulate({}, () =>
      Promise.allSettled([
        sleep('10' as never),
        sleep(10, 0, null as never),
        sleep(1, 0, { ref: 1 } as never),
      ]),
    )
    expect(run.result.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  })

  test('setImmediate resolves with its value before any time passes, and can be aborted', async () => {
    const run = await simulate({}, async () => {
      const controller = new AbortController()
      const aborted = timersPromises
        .setImmediate('never', { signal: controller.signal })
        .catch((error: Error) => error.name)
      controller.abort()
      return [await timersPromises.setImmediate('value'), await aborted]
    })
    expect(run).toTake(0)
    expect(run.result).toEqual(['value', 'AbortError'])
  })

  test('setInterval yields at every period, and its timer ends with the loop', async () => {
    const run = await simulate({}, async () => {
      const times: number[] = []
      for await (const value of timersPromises.setInterval(40, 'beat')) {
        times.push(performance.now())
        if (value !== 'beat' || times.length === 3) break
      }
      return times
    })
    expect(run.result).toEqual([40, 80, 120])
    expect(run).toLeaveNothingBehind()
  })

  test('setInterval keeps the ticks that a slow loop was too late for', async () => {
    const run = await simulate({}, async () => {
      const times: number[] = []
      for await (const _ of timersPromises.setInterval(40)) {
        times.push(performance.now())
        if (times.length === 4) return times
        await sleep(100)
      }
      return times
    })
    expect(run.result).toEqual([40, 140, 240, 340])
  })

  test('setInterval throws an AbortError when its signal is aborted', async () => {
    const run = await simulate({}, async () => {
      const signal = AbortSignal.timeout(100)
      const beats: number[] = []
      try {
        for await (const _ of timersPromises.setInterval(40, 0, { signal }))
          beats.push(performance.now())
      } catch (error) {
        return { beats, name: (error as Error).name, at: performance.now() }
      }
      return undefined
    })
    expect(run.result).toEqual({ beats: [40, 80], name: 'AbortError', at: 100 })
    expect(run).toLeaveNothingBehind()
  })

  test('scheduler.wait waits, and scheduler.yield only yields', async () => {
    const run = await simulate({}, async () => {
      await scheduler.wait(50)
      await scheduler.yield()
    })
    expect(run).toTake(50)
  })
})

describe('AbortSignal.timeout', () => {
  test('aborts at its time while something keeps the program alive', async () => {
    const run = await simulate({}, async () => {
      const signal = AbortSignal.timeout(50)
      const at = new Promise(resolve => {
        signal.addEventListener('abort', () => resolve(performance.now()))
      })
      await sleep(60)
      return { at: await at, reason: signal.reason as Error }
    })
    expect(run.result.at).toBe(50)
    expect(run.result.reason).toBeInstanceOf(DOMException)
    expect(run.result.reason.name).toBe('TimeoutError')
  })

  test('does not keep the program alive', async () => {
    const run = await simulate({}, () => AbortSignal.timeout(50).aborted)
    expect(run.ended).toBe(0)
    expect(run).toLeaveNothingBehind()
  })

  test('throws what Node throws for a bad delay', async () => {
    await expect(simulate({}, () => AbortSignal.timeout(-1))).rejects.toThrow(RangeError)
  })
})

describe('outside a run', () => {
  test('a timer that outlives its run never fires', async () => {
    const { log, note } = logbook()
    const run = await simulate({}, () => void setTimeout(note, 70_000, 'too late'))
    expect(log).toEqual([])
    expect(run.left).toEqual([{ kind: 'timer', label: 'setTimeout 70000', ended: null }])
    expect(run.ended).toBe(60_000)
  })

  test('a timer that outlives its run moves to the next run’s clock when it is refreshed', async () => {
    const { log, note } = logbook()
    const first = await simulate({}, () => ({ timer: setTimeout(note, 30, 'fired').unref() }))
    await simulate({}, async () => {
      await sleep(5)
      first.result.timer.refresh().ref()
    })
    expect(log).toEqual([['fired', 35]])
  })

  test('a timer refreshed where no run is on waits for real, and can be cleared', async () => {
    const { result } = await simulate({}, () => ({ timer: setTimeout(() => {}, 1).unref() }))
    const fired = new Promise(resolve => {
      result.timer = setTimeout(resolve, 1, 'fired')
    })
    await expect(fired).resolves.toBe('fired')
    result.timer.refresh()
    clearTimeout(result.timer)
  })

  test('the real timers answer', async () => {
    const beats: unknown[] = []
    for await (const value of timersPromises.setInterval(1, 'beat')) {
      beats.push(value)
      if (beats.length === 2) break
    }
    expect(beats).toEqual(['beat', 'beat'])
    expect(await sleep(1, 'value')).toBe('value')
    expect(await timersPromises.setImmediate('value')).toBe('value')
    expect(await scheduler.wait(1)).toBeUndefined()
    await scheduler.yield()
    const signal = AbortSignal.timeout(1)
    await new Promise(resolve => signal.addEventListener('abort', resolve))
    expect(signal.aborted).toBe(true)
  })
})
