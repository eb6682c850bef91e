import { File as FileOfBuffer } from 'node:buffer'
import { Console } from 'node:console'
import crypto from 'node:crypto'
import http2 from 'node:http2'
import net from 'node:net'
import os from 'node:os'
import { createHistogram, monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks'
import { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import tls from 'node:tls'
import { describe, expect, test } from 'vitest'
import { observe, simulate } from '#lab'
import { burn, sleep } from '#lab/blocking'

// What tells the moment, in places where one does not look for a clock.

const EPOCH = Date.UTC(2026, 0, 1)

describe('an event', () => {
  test('has the moment at which it was made, however late it is looked at', async () => {
    const run = await simulate({}, async () => {
      await wait(30)
      const event = new Event('x')
      const custom = new CustomEvent('y')
      class Own extends Event {}
      const own = new Own('z')
      await wait(20)
      return [event.timeStamp, custom.timeStamp, own.timeStamp, own instanceof Event]
    })
    expect(run.result).toEqual([30, 30, 30, true])
  })

  test('of a signal has the moment of the abort', async () => {
    const run = await simulate({}, async () => {
      const signal = AbortSignal.timeout(40)
      return await new Promise(resolve => {
        signal.addEventListener('abort', event => resolve(event.timeStamp))
        setTimeout(() => {}, 50)
      })
    })
    expect(run.result).toBe(40)
  })

  test('is Node’s own outside of a run', () => {
    const before = performance.now()
    const event = new Event('x')
    expect(event.timeStamp).toBeGreaterThanOrEqual(before)
    expect(event.timeStamp).toBeLessThanOrEqual(performance.now())
    expect(event.constructor).toBe(Event)
  })
})

test('a file was modified when it was made, unless one says when', async () => {
  const run = await simulate({}, async () => {
    await wait(1_000)
    const file = new File(['x'], 'x.txt')
    const other = new FileOfBuffer(['x'], 'x.txt', { type: 'text/plain' })
    const old = new File(['x'], 'x.txt', { lastModified: 7 })
    await wait(1_000)
    return [file.lastModified, other.lastModified, old.lastModified]
  })
  expect(run.result).toEqual([EPOCH + 1_000, EPOCH + 1_000, 7])
})

test('performance counts from the moment at which the run began', async () => {
  const run = await simulate({}, async () => {
    await wait(30)
    return [performance.timeOrigin, performance.timeOrigin + performance.now() - Date.now()]
  })
  expect(run.result).toEqual([EPOCH, 0])
  expect(performance.timeOrigin).not.toBe(EPOCH)
})

test('the computer started with the run', async () => {
  const run = await simulate({}, async () => {
    await wait(2_500)
    return [os.uptime(), os.loadavg()]
  })
  expect(run.result).toEqual([2.5, [0, 0, 0]])
  expect(os.uptime()).toBeGreaterThan(10)
})

test('a format of dates has the present one where it is given none', async () => {
  const format = new Intl.DateTimeFormat('en', { timeStyle: 'medium', timeZone: 'UTC' })
  const run = await simulate({}, async () => {
    await wait(90_000)
    const parts = format.formatToParts().map(({ value }) => value)
    return [format.format(), format.format(0), parts.join('')]
  })
  expect(run.result).toEqual(['12:01:30 AM', '12:00:00 AM', '12:01:30 AM'])
  expect(format.format(0)).toBe('12:00:00 AM')
})

test('an identifier that begins with the moment begins with the simulated one', async () => {
  const { randomUUIDv7 } = crypto as unknown as { randomUUIDv7: () => string }
  const run = await simulate({}, async () => {
    await wait(5)
    return randomUUIDv7()
  })
  const moment = (EPOCH + 5).toString(16).padStart(12, '0')
  expect(run.result).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  expect(run.result.replaceAll('-', '').slice(0, 12)).toBe(moment)
})

describe('monitorEventLoopDelay', () => {
  const ms = 1e6

  test('sees how long the loop was blocked', async () => {
    const run = await simulate({}, async () => {
      using delay = monitorEventLoopDelay({ resolution: 10 })
      delay.enable()
      await wait(25)
      sleep(40)
      await wait(35)
      delay.disable()
      await wait(100)
      return [delay.count, delay.min, delay.max, delay.percentile(50)]
    })
    // At 10 and 20, then when the loop could turn, at 65; then at 75, 85 and 95.
    const [times, min, max, median] = run.result
    expect(times).toBe(5)
    expect((min as number) / ms).toBeCloseTo(10, 1)
    expect((max as number) / ms).toBeCloseTo(45, 1)
    expect((median as number) / ms).toBeCloseTo(10, 1)
  })

  test('keeps nobody alive, and nothing going', async () => {
    const run = await simulate({}, async () => {
      monitorEventLoopDelay().enable()
      await wait(15)
    })
    expect(run).toTake(15)
    expect(run.ended).toBe(15)
    const stuck = await observe({}, () => {
      monitorEventLoopDelay().enable()
      return new Promise(() => {})
    })
    expect(stuck.outcome).toMatchObject({ reason: { name: 'Deadlock' } })
    expect(stuck.elapsed).toBe(0)
  })

  test('is enabled and disabled once', async () => {
    const run = await simulate({}, () => {
      const delay = monitorEventLoopDelay()
      return [delay.enable(), delay.enable(), delay.disable(), delay.disable()]
    })
    expect(run.result).toEqual([true, false, true, false])
    expect(() => monitorEventLoopDelay({ resolution: 0 })).toThrow('resolution')
  })
})

test('a histogram records how much time has passed', async () => {
  const run = await simulate({}, () => {
    const histogram = createHistogram()
    histogram.recordDelta()
    burn(20)
    histogram.recordDelta()
    return [histogram.count, Math.round(histogram.max / 1e6)]
  })
  expect(run.result).toEqual([1, 20])
})

test('console.time tells simulated time', async () => {
  const lines: string[] = []
  const stream = new Writable({
    write: (text, _, done) => {
      lines.push(String(text))
      done()
    },
  })
  const own = new Console(stream)
  await simulate({}, async () => {
    own.time('work')
    await wait(1_234)
    own.timeEnd('work')
  })
  expect(lines).toEqual(['work: 1.234s\n'])
})

describe('entries of performance that Node makes by the real clock', () => {
  test.each(['resource', 'http', 'gc', 'function'])('are refused: %s', async type => {
    const run = await observe({}, () =>
      new PerformanceObserver(() => {}).observe({ type: type as 'resource' }),
    )
    expect(run.outcome).toMatchObject({ reason: { name: 'NotSimulated' } })
    expect(String((run.outcome as { reason: unknown }).reason)).toContain(`'${type}'`)
    const many = await observe({}, () =>
      new PerformanceObserver(() => {}).observe({ entryTypes: ['mark', type] } as never),
    )
    expect(many.outcome).toMatchObject({ reason: { name: 'NotSimulated' } })
  })

  test('but not marks and measures', async () => {
    const run = await simulate({}, async () => {
      const seen: string[] = []
      const observer = new PerformanceObserver(list => {
        for (const { name, startTime, duration } of list.getEntries()) {
          seen.push(`${name} ${startTime} ${duration}`)
        }
      })
      observer.observe({ entryTypes: ['mark', 'measure'] })
      performance.mark('begin')
      await wait(30)
      performance.measure('work', 'begin')
      await wait(10)
      observer.disconnect()
      return seen
    })
    expect(run.result).toEqual(['begin 0 0', 'work 0 30'])
    performance.clearMarks()
    performance.clearMeasures()
  })
})

describe('a connection that is not HTTP is refused, also to a host of the fake server', () => {
  const options = { server: { 'https://a.example.org/': { delay: 10 } } }
  const clients: Record<
    string,
    () => { on(event: 'error', listener: (e: Error) => void): unknown }
  > = {
    'http2.connect': () => http2.connect('https://a.example.org'),
    'tls.connect': () => tls.connect(443, 'b.example.org'),
    'net.connect': () => net.connect(80, 'b.example.org'),
    'a pipe': () => net.connect({ path: '/nowhere.sock' }),
  }

  test.each(Object.entries(clients))('%s', async (_, connect) => {
    const { outcome } = await observe(
      options,
      () => new Promise((_, reject) => connect().on('error', reject)),
    )
    expect(outcome).toMatchObject({ reason: { name: 'UnknownAddress', code: 'ENOTFOUND' } })
  })
})

test('a WebSocket is refused by name', async () => {
  const run = await observe({}, () => new WebSocket('ws://a.example.org'))
  expect(run.outcome).toMatchObject({
    reason: {
      name: 'NotSimulated',
      message: 'WebSocket is not simulated. A run has no server for it: use fetch.',
    },
  })
})
