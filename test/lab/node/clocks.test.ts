import * as perfHooks from 'node:perf_hooks'
import process, { cpuUsage, hrtime } from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { observe, simulate } from '#lab'
import { burn } from '#lab/blocking'

const START = Date.UTC(2026, 0, 1)

/** What a clock shows at the beginning of a run and 1,500 ms later. */
async function readings<T>(read: () => T): Promise<[T, T]> {
  const run = await simulate({}, async (): Promise<[T, T]> => {
    const before = read()
    await sleep(1500)
    return [before, read()]
  })
  return run.result
}

describe('inside a run', () => {
  test('performance.now begins at 0, by the global and by node:perf_hooks', async () => {
    expect(await readings(() => performance.now())).toEqual([0, 1500])
    expect(await readings(() => perfHooks.performance.now())).toEqual([0, 1500])
  })

  test('performance.mark and measure use the same clock', async () => {
    const run = await simulate({}, async () => {
      performance.mark('begin')
      await sleep(30)
      const own = performance.measure('own', 'begin')
      const whole = performance.measure('whole')
      const given = performance.measure('given', { start: 5, end: 10 })
      const open = performance.measure('open', { start: 5 })
      const long = performance.measure('long', { start: 5, duration: 2 })
      const all = [own, whole, given, open, long]
      return all.map(({ startTime, duration }) => [startTime, duration])
    })
    performance.clearMarks()
    performance.clearMeasures()
    expect(run.result).toEqual([
      [0, 30],
      [0, 30],
      [5, 5],
      [5, 25],
      [5, 2],
    ])
  })

  test('Date.now and new Date() begin with 2026', async () => {
    expect(await readings(() => Date.now())).toEqual([START, START + 1500])
    expect(await readings(() => new Date().toISOString())).toEqual([
      '2026-01-01T00:00:00.000Z',
      '2026-01-01T00:00:01.500Z',
    ])
  })

  test('Date is Date in everything else', async () => {
    const run = await simulate({}, () => {
      class Birthday extends Date {}
      const birthday = new Birthday()
      return [
        new Date(0).getTime(),
        new Date(2020, 1, 2).getFullYear(),
        new Date() instanceof Date,
        new Date().constructor === Date,
        birthday instanceof Birthday && birthday.getTime() === START,
        Date.parse('2020-01-01T00:00:00Z'),
        Date() === new Date(START).toString(),
        Date.name,
      ]
    })
    expect(run.result).toEqual([0, 2020, true, true, true, 1577836800000, true, 'Date'])
  })

  test('process.hrtime and hrtime.bigint follow, also as differences', async () => {
    expect(await readings(() => process.hrtime())).toEqual([
      [0, 0],
      [1, 500_000_000],
    ])
    expect(await readings(() => hrtime.bigint())).toEqual([0n, 1_500_000_000n])
    expect(await readings(() => hrtime([0, 900_000_000]))).toEqual([
      [-1, 100_000_000],
      [0, 600_000_000],
    ])
  })

  test('process.uptime follows', async () => {
    expect(await readings(() => process.uptime())).toEqual([0, 1.5])
  })

  test('process.cpuUsage counts what was burnt, and waiting costs nothing', async () => {
    const run = await simulate({}, async () => {
      burn(20)
      await sleep(300)
      const before = cpuUsage()
      burn(5)
      const { userCPUTime: user, systemCPUTime: system } = process.resourceUsage()
      return [before, process.cpuUsage(before), process.threadCpuUsage(), { user, system }]
    })
    expect(run.cpu).toBe(25)
    expect(run.result).toEqual([
      { user: 20_000, system: 0 },
      { user: 5000, system: 0 },
      { user: 25_000, system: 0 },
      { user: 25_000, system: 0 },
    ])
  })

  test('performance.eventLoopUtilization is refused, by name', async () => {
    const run = await observe({}, () => performance.eventLoopUtilization())
    expect(run.outcome).toMatchObject({
      reason: {
        name: 'NotSimulated',
        message:
          'performance.eventLoopUtilization is not simulated. It measures the real process: ' +
          'compare performance.now() with process.cpuUsage() instead.',
      },
    })
  })

  test('Temporal.Now follows', async () => {
    const { Temporal } = globalThis as unknown as { Temporal?: typeof globalThis.Temporal }
    if (!Temporal) return
    expect(await readings(() => Temporal.Now.instant().toString())).toEqual([
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:01.5Z',
    ])
    expect(await readings(() => Temporal.Now.plainDateTimeISO('UTC').toString())).toEqual([
      '2026-01-01T00:00:00',
      '2026-01-01T00:00:01.5',
    ])
    expect((await readings(() => Temporal.Now.plainDateISO('UTC').toString()))[0]).toBe(
      '2026-01-01',
    )
    expect((await readings(() => Temporal.Now.plainTimeISO('UTC').toString()))[1]).toBe(
      '00:00:01.5',
    )
    expect((await readings(() => Temporal.Now.zonedDateTimeISO('UTC').year))[0]).toBe(2026)
  })

  test('times of fractions of a millisecond add up exactly', async () => {
    const run = await simulate({}, () => {
      for (let index = 0; index < 10; index++) burn(0.1)
    })
    expect(run).toTake(1)
    expect(run.cpu).toBe(1)
  })
})

describe('outside a run', () => {
  test('every clock is the real one', () => {
    const year = new Date().getFullYear()
    expect(year).toBeGreaterThan(2025)
    expect(Date()).toContain(String(year))
    expect(Math.abs(Date.now() - (performance.timeOrigin + performance.now()))).toBeLessThan(60_000)
    expect(process.hrtime()[0]).toBeGreaterThan(0)
    expect(process.hrtime.bigint()).toBeGreaterThan(0n)
    expect(process.cpuUsage().user).toBeGreaterThan(0)
    expect(process.resourceUsage().userCPUTime).toBeGreaterThan(0)
    expect(performance.eventLoopUtilization().utilization).toBeGreaterThanOrEqual(0)
    expect(process.uptime()).toBeGreaterThan(0)
    expect(performance.mark('here').startTime).toBeGreaterThan(0)
    expect(performance.measure('since', 'here').duration).toBeGreaterThanOrEqual(0)
    performance.clearMarks()
    performance.clearMeasures()
  })
})
