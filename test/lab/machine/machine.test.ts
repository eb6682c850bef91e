import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { pbkdf2Sync, scrypt } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import * as timers from 'node:timers'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { BusyWait, Deadlock, observe, simulate } from '#lab'
import { sleep as block, burn } from '#lab/blocking'
import { host } from '../../../src/lab/machine/host.ts'

describe('a run', () => {
  test('answers with the result and the time it took', async () => {
    const run = await simulate({}, async () => {
      await sleep(70)
      return 'result'
    })
    expect(run).toMatchObject({
      result: 'result',
      elapsed: 70,
      ended: 70,
      cpu: 0,
      lag: 0,
      left: [],
    })
    expect(run.outcome).toEqual({ status: 'fulfilled', value: 'result' })
  })

  test('takes a function that is not async', async () => {
    expect((await simulate({}, () => 5)).result).toBe(5)
  })

  test('rejects with the very error of the body', async () => {
    const error = new Error('mine')
    const failing = () => {
      throw error
    }
    await expect(simulate({}, failing)).rejects.toBe(error)
    await expect(simulate({}, async () => failing())).rejects.toBe(error)
  })

  test('that is observed answers also when the body fails', async () => {
    const run = await observe({}, async () => {
      await sleep(30)
      throw new Error('mine')
    })
    expect(run.outcome).toEqual({ status: 'rejected', reason: new Error('mine') })
    expect(run).toTake(30)
    expect(run.result).toBeUndefined()
  })

  test('has the same trace every time, byte for byte', async () => {
    const program = async () => {
      const beat = setInterval(() => {}, 7)
      await Promise.all([sleep(30), sleep(20).then(() => burn(15)), sleep(10, 0, { ref: false })])
      clearInterval(beat)
    }
    const traces = new Set<string>()
    for (let index = 0; index < 20; index++) {
      traces.add(JSON.stringify((await simulate({}, program)).trace))
    }
    expect(traces.size).toBe(1)
  })

  test('cannot be started inside another one, which goes on', async () => {
    const run = await simulate({}, async () => {
      const inner = await simulate({}, () => 'inner').catch((error: Error) => error.message)
      await sleep(10)
      return inner
    })
    expect(run).toTake(10)
    expect(run.result).toBe(
      'A simulation is already running: await it before you start the next one.',
    )
  })

  test('cannot be started beside another one, which goes on', async () => {
    const [first, second] = await Promise.allSettled([
      simulate({}, () => sleep(10, 'first')),
      simulate({}, () => sleep(10, 'second')),
    ])
    expect(first).toMatchObject({ status: 'fulfilled', value: { result: 'first', elapsed: 10 } })
    expect(second).toMatchObject({ status: 'rejected', reason: { message: /already/ } })
  })
})

describe('what is left', () => {
  test('is named, with the time at which it ended by itself', async () => {
    const run = await simulate({}, () => {
      setTimeout(() => {}, 50)
      void sleep(20)
    })
    expect(run.elapsed).toBe(0)
    expect(run.left).toEqual([
      { kind: 'timer', label: 'setTimeout 50', ended: 50 },
      { kind: 'timer', label: 'setTimeout 20', ended: 20 },
    ])
    expect(run.ended).toBe(50)
  })

  test('and never ends is ended after 60,000 ms', async () => {
    const run = await simulate({}, async () => {
      setInterval(() => {}, 1000)
      await sleep(5)
    })
    expect(run.left).toEqual([{ kind: 'interval', label: 'setInterval 1000', ended: null }])
    expect(run.ended).toBe(60_005)
  })

  test('and keeps the loop busy for ever is ended after 60,000 ms, too', async () => {
    const run = await simulate({}, () => {
      const work = () => {
        burn(100)
        setTimeout(work, 1)
      }
      work()
    })
    expect(run.left).toMatchObject([{ kind: 'timer', label: 'setTimeout 1' }])
    expect(run.ended).toBe(60_195)
  })

  test('can end itself later', async () => {
    const run = await simulate({}, () => {
      const beat = setInterval(() => {}, 10)
      setTimeout(() => clearInterval(beat), 35)
    })
    expect(run.left).toEqual([
      { kind: 'interval', label: 'setInterval 10', ended: 35 },
      { kind: 'timer', label: 'setTimeout 35', ended: 35 },
    ])
  })

  test('does not count what an unref’d timer waits for', async () => {
    const run = await simulate({}, () => void setTimeout(() => {}, 50).unref())
    expect(run).toLeaveNothingBehind()
  })
})

describe('an error that nobody handles', () => {
  test('fails the run when it is thrown in a timer, with the student’s own error', async () => {
    const error = new Error('in a timer')
    const run = await observe({}, async () => {
      setTimeout(() => {
        throw error
      }, 30)
      await sleep(100)
    })
    expect(run.outcome).toEqual({ status: 'rejected', reason: error, crash: 'uncaught error' })
    expect(run).toTake(30)
  })

  test.each([
    ['an immediate', (fail: () => void) => setImmediate(fail)],
    ['a tick', (fail: () => void) => process.nextTick(fail)],
    ['a microtask', (fail: () => void) => queueMicrotask(fail)],
    ['an event', (fail: () => void) => new EventEmitter().on('x', fail).emit('x')],
  ])('fails the run when it is thrown in %s', async (_where, schedule) => {
    const error = new Error('thrown')
    const failing = () => {
      throw error
    }
    await expect(simulate({}, () => void schedule(failing))).rejects.toBe(error)
  })

  test('fails the run when it is an unhandled rejection, at that moment', async () => {
    const error = new Error('rejected')
    const run = await observe({}, async () => {
      void sleep(20).then(() => Promise.reject(error))
      await sleep(100)
    })
    expect(run.outcome).toEqual({ status: 'rejected', reason: error, crash: 'unhandled rejection' })
    expect(run).toTake(20)
  })

  test('fails the run also after the body has settled', async () => {
    const run = await observe({}, () => {
      setTimeout(() => Promise.reject(new Error('late')), 40)
      return 'result'
    })
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { message: 'late' } })
    expect(run.elapsed).toBe(0)
    expect(run.ended).toBe(40)
  })

  test('does not reach the listeners that the process had before', async () => {
    const listener = vi.fn()
    process.on('unhandledRejection', listener)
    await observe({}, () => void Promise.reject(new Error('unseen')))
    process.off('unhandledRejection', listener)
    expect(listener).not.toHaveBeenCalled()
  })
})

describe('a deadlock', () => {
  test('is an error that names the student’s lines which wait', async () => {
    const run = observe({}, async () => {
      await sleep(30)
      await new Promise(() => {})
    })
    const { outcome } = await run
    expect(outcome).toMatchObject({ status: 'rejected', crash: 'lab' })
    const { reason } = outcome as { reason: Error }
    expect(reason).toBeInstanceOf(Deadlock)
    expect(reason.message).toMatch(/^Nothing can happen any more \(at 30 ms\)/)
    expect(reason.message).toMatch(/Still waiting:\n {2}test\/lab\/machine\/machine\.test\.ts:\d+/)
    expect(reason.stack).toMatch(/machine\.test\.ts/)
    expect(reason.stack).not.toMatch(/src.lab/)
  })

  test('is found where only an unref’d timer is left', async () => {
    await expect(simulate({}, () => sleep(10, 0, { ref: false }))).rejects.toThrow(Deadlock)
  })
})

describe('a busy wait', () => {
  test.each<[what: string, program: () => unknown]>([
    ['an interval that nobody clears', () => setInterval(() => {}, 100)],
    [
      'two of them',
      () => {
        setInterval(() => {}, 100)
        setInterval(() => {}, 70)
      },
    ],
    [
      'a loop that waits for what never comes',
      async () => {
        for (;;) await sleep(100)
      },
    ],
  ])('is not finished for ever by %s: that is told soon', async (_, program) => {
    const run = await observe({}, () => {
      void program()
      return new Promise(() => {})
    })
    const { reason } = run.outcome as { reason: Error }
    expect(reason).toBeInstanceOf(BusyWait)
    expect(reason.message).toMatch(
      /^Your function has not finished after 50,000 timers in a row, at [\d,]+ ms\. /,
    )
  })

  test('may have intervals that tick longer than that beside something else', async () => {
    const run = await simulate({}, async () => {
      let ticks = 0
      const interval = setInterval(() => ticks++, 1)
      await sleep(60_000)
      clearInterval(interval)
      return ticks
    })
    expect(run.result).toBe(59_999)
  })

  test('that reads the clock is an error which names the line', async () => {
    const { outcome } = await observe({}, () => {
      const end = performance.now() + 100
      while (performance.now() < end);
    })
    const { reason } = outcome as { reason: Error }
    expect(reason).toBeInstanceOf(BusyWait)
    expect(reason.message).toMatch(
      /^The clock was read 100,000 times in a row at 0 ms \(test\/lab\/machine\/machine\.test\.ts:\d+\)\./,
    )
  })

  test('is an error with every clock, and in a loop of microtasks', async () => {
    await expect(
      simulate({}, async () => {
        while (Date.now() < Number.MAX_SAFE_INTEGER) await null
      }),
    ).rejects.toThrow(BusyWait)
    await expect(
      simulate({}, () => {
        while (process.hrtime.bigint() < 1n);
      }),
    ).rejects.toThrow(BusyWait)
  })

  test('cannot be hidden by catching it', async () => {
    const { outcome } = await observe({}, () => {
      try {
        while (process.uptime() < 1);
      } catch {
        // Hidden.
      }
    })
    expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'BusyWait' } })
  })

  test('is not said of a loop that spends time between two looks', async () => {
    const run = await simulate({}, () => {
      while (performance.now() < 200_000) burn(1)
    })
    expect(run).toTake(200_000)
  })

  test('that turns the loop with setImmediate is an error which names the line', async () => {
    const { outcome } = await observe({}, async () => {
      for (;;) await new Promise(resolve => setImmediate(resolve))
    })
    const { reason } = outcome as { reason: Error }
    expect(reason).toBeInstanceOf(BusyWait)
    expect(reason.message).toMatch(
      /^The event loop turned 10,000 times at 0 ms, and no time passed \(test\/lab\/machine\/machine\.test\.ts:\d+\)\./,
    )
  })

  test('is not said of 20,000 immediates in one turn', async () => {
    const run = await simulate({}, () =>
      Promise.all(
        Array.from({ length: 20_000 }, () => new Promise(resolve => setImmediate(resolve))),
      ),
    )
    expect(run).toTake(0)
  })
})

describe('blocking', () => {
  test('moves the clock without letting a timer fire, which then is late', async () => {
    const run = await simulate({}, async () => {
      const fired: number[] = []
      setTimeout(() => fired.push(performance.now()), 10)
      block(100)
      await sleep(1)
      return fired
    })
    expect(run.result).toEqual([100])
    expect(run.lag).toBe(90)
    expect(run.blocked).toBe(100)
  })

  test('adds up within a turn of the loop, and not across turns', async () => {
    const run = await simulate({}, async () => {
      burn(30)
      await null
      burn(20)
      await new Promise(resolve => setImmediate(resolve))
      burn(40)
    })
    expect(run.blocked).toBe(50)
    expect(run.cpu).toBe(90)
  })

  test('lets timers fire in their order once it is over, before immediates', async () => {
    const run = await simulate({}, async () => {
      const log: string[] = []
      setImmediate(() => log.push('immediate'))
      setTimeout(() => log.push('20'), 20)
      setTimeout(() => log.push('10'), 10)
      block(50)
      await sleep(1)
      return log
    })
    expect(run.result).toEqual(['10', '20', 'immediate'])
  })

  test('a loop of work and immediates lets a timer through as soon as it is due', async () => {
    const run = await simulate({}, async () => {
      let done = false
      setTimeout(() => {
        done = true
      }, 35)
      while (!done) {
        burn(10)
        await new Promise(resolve => setImmediate(resolve))
      }
    })
    expect(run).toTake(40)
    expect(run.lag).toBe(5)
  })
})

describe('chance', () => {
  const draw = () => Array.from({ length: 1000 }, () => Math.random())

  test('is the same in each run, and looks like chance', async () => {
    const first = await simulate({}, draw)
    const second = await simulate({}, draw)
    expect(second.result).toEqual(first.result)
    expect(new Set(first.result).size).toBe(1000)
    expect(first.result.every(number => number >= 0 && number < 1)).toBe(true)
    const mean = first.result.reduce((sum, number) => sum + number, 0) / 1000
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05)
  })

  test('is chance outside a run', () => {
    expect(draw()).not.toEqual(draw())
  })
})

describe('real operations', () => {
  test.each([
    ['a file read', () => readFile(import.meta.filename)],
    ['a file stream', () => once(createReadStream(import.meta.filename).resume(), 'end')],
    ['compression', () => promisify(gzip)(Buffer.alloc(1_000_000, 'cooperativo'))],
    ['a key derivation', () => promisify(scrypt)('password', 'salt', 32)],
    ['a digest of Web Crypto', () => crypto.subtle.digest('SHA-256', new Uint8Array(1_000_000))],
    ['a child process', () => promisify(execFile)(process.execPath, ['--version'])],
  ])('take no simulated time: %s', async (_what, operation) => {
    const run = await simulate({}, async () => {
      const beats: number[] = []
      const beat = setInterval(() => beats.push(performance.now()), 10)
      await operation()
      clearInterval(beat)
      return beats
    })
    expect(run.result).toEqual([])
    expect(run.elapsed).toBe(0)
  })

  test('that are done at once hold nothing back', async () => {
    const run = await simulate({}, async () => {
      pbkdf2Sync('password', 'salt', 1, 32, 'sha256')
      await sleep(20)
    })
    expect(run.elapsed).toBe(20)
  })

  test('hold the clock back for the timers beside them, too', async () => {
    const run = await simulate({}, () =>
      Promise.all([
        sleep(20).then(() => performance.now()),
        readFile(import.meta.filename).then(() => performance.now()),
      ]),
    )
    expect(run.result).toEqual([20, 0])
  })

  test('an import takes no simulated time', async () => {
    const run = await simulate({}, () =>
      Promise.all([
        sleep(20).then(() => performance.now()),
        import(`../../../src/lab/ground/text.ts?${'anew'}`).then(() => performance.now()),
      ]),
    )
    expect(run.result).toEqual([20, 0])
  })

  test('an import that is under way when the program crashes comes to its end before the next run', async () => {
    const log: string[] = []
    const run = await observe({}, async () => {
      queueMicrotask(() => {
        throw new Error('thrown meanwhile')
      })
      await import(`../../../src/lab/ground/text.ts?${'while-crashing'}`).finally(() =>
        log.push('imported'),
      )
    })
    log.push('over')
    expect(run.outcome).toMatchObject({ crash: 'uncaught error' })
    expect(log).toEqual(['imported', 'over'])
  })
})

describe('globals', () => {
  const snapshot = () => ({
    setTimeout: globalThis.setTimeout,
    fromModule: timers.setTimeout,
    promised: sleep,
    Date: globalThis.Date,
    now: performance.now,
    hrtime: process.hrtime,
    fetch: globalThis.fetch,
    abort: AbortSignal.timeout,
    rejections: process.listeners('unhandledRejection'),
    exceptions: process.listeners('uncaughtException'),
  })

  test.each([
    ['a run', () => sleep(10)],
    ['an error', () => Promise.reject(new Error('mine'))],
    ['a crash', () => sleep(10).then(() => void Promise.reject(new Error('lost')))],
    ['a deadlock', () => new Promise(() => {})],
  ])('are as before after %s', async (_what, body) => {
    const before = snapshot()
    await observe({}, body)
    expect(snapshot()).toEqual(before)
  })

  test('are as before also when the body replaced some', async () => {
    const before = snapshot()
    await simulate({}, () => {
      globalThis.setTimeout = (() => 0) as never
      Date.now = () => 0
      performance.now = () => 0
    })
    expect(snapshot()).toEqual(before)
  })
})

describe('a real operation that never ends', () => {
  const { longestHold } = host

  const started: ChildProcess[] = []

  afterEach(() => {
    host.longestHold = longestHold
    for (const child of started.splice(0)) child.kill()
  })

  test('is named, and does not hang the run', async () => {
    host.longestHold = 5
    const { outcome } = await observe({}, () => {
      const other = spawn(process.execPath, ['-e', 'process.stdin.resume()'])
      started.push(other)
      return once(other, 'exit')
    })
    expect(outcome).toMatchObject({ status: 'rejected', crash: 'lab' })
    const { reason } = outcome as { reason: Error }
    expect(reason).toBeInstanceOf(Deadlock)
    expect(reason.message).toMatch(
      /^Your function waits for a child process and a pipe in the real world, and nothing has come of that for a long time\. /,
    )
  })

  test('may take as long as it likes while it does something', async () => {
    host.longestHold = 3
    // A busy computer may take long to start the child: here the child says when it is looked.
    let look = () => {}
    const { setInterval } = host.real
    vi.spyOn(host.real, 'setInterval').mockImplementation((callback: () => void) => {
      look = callback
      return setInterval(() => {}, 100)
    })
    const program =
      'let n = 0; const t = setInterval(() => { console.log(n); if (++n > 12) clearInterval(t) }, 5)'
    let looks = 0
    const run = await simulate({}, async () => {
      const child = spawn(process.execPath, ['-e', program])
      child.stdout.on('data', () => {
        for (const _ of [1, 2, 3]) look()
        looks += 3
      })
      await once(child, 'exit')
      return performance.now()
    }).finally(() => vi.restoreAllMocks())
    expect(run.result).toBe(0)
    expect(looks).toBeGreaterThan(3)
  })
})
