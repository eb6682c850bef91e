import { createClock } from '@sinonjs/fake-timers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { simulate } from '#lab'
import { burn } from '#lab/blocking'
import { type Entry, EventQueue } from '../../../src/lab/machine/event-queue.ts'

// ---- Node itself as the oracle: the order of callbacks at one instant --------------------------------

/** A callback that schedules others; each notes its name when it runs. */
interface Step {
  readonly by: 'nextTick' | 'microtask' | 'immediate'
  readonly then: readonly Step[]
}

/** Several timers that are due in the same turn, and what else was scheduled beside them. */
interface Program {
  readonly timers: readonly (readonly Step[])[]
  readonly beside: readonly Step[]
}

const { steps } = fc.letrec<{ steps: Step[] }>(tie => ({
  steps: fc.array(
    fc.record({
      by: fc.constantFrom('nextTick', 'microtask', 'immediate'),
      // biome-ignore lint/suspicious/noThenProperty: a step's successors, never awaited
      then: fc.oneof({ depthSize: 'small', maxDepth: 3 }, fc.constant([]), tie('steps')),
    }),
    { maxLength: 3 },
  ),
}))
const programs = fc.record({ timers: fc.array(steps, { maxLength: 5 }), beside: steps })

/** Runs a program; `wait` lets enough time pass for all its timers to be due at once. */
function execute({ timers, beside }: Program, wait: () => void): Promise<string[]> {
  const { promise, resolve } = Promise.withResolvers<string[]>()
  const log: string[] = []
  let open = 0
  const run = (name: string, then: readonly Step[]) => () => {
    log.push(name)
    schedule(name, then)
    open--
    if (open === 0) setImmediate(resolve, log)
  }
  const schedule = (parent: string, all: readonly Step[]) => {
    all.forEach(({ by, then }, index) => {
      open++
      const callback = run(`${parent}.${index} ${by}`, then)
      if (by === 'nextTick') process.nextTick(callback)
      else if (by === 'microtask') queueMicrotask(callback)
      else setImmediate(callback)
    })
  }
  open++
  setImmediate(() => {
    timers.forEach((then, index) => {
      open++
      setTimeout(run(`timer ${index}`, then), 1)
    })
    schedule('beside', beside)
    wait()
    open--
    if (open === 0) resolve(log)
  })
  return promise
}

/** Keeps the real loop busy until every timer of 1 ms is due, however slow the machine is. */
function waitForReal(): void {
  const end = performance.now() + 3
  while (performance.now() < end);
}

test('timers, immediates, ticks and microtasks run in the order of Node itself', async () => {
  await fc.assert(
    fc.asyncProperty(programs, async program => {
      const expected = await execute(program, waitForReal)
      const run = await simulate({}, () => execute(program, () => burn(3)))
      expect(run.result).toEqual(expected)
    }),
    { numRuns: 100 },
  )
})

// ---- @sinonjs/fake-timers as the oracle: which timer fires when --------------------------------------

/**
 * What a program of timers does when a timer fires. `target` counts all timers set so far. There is no
 * `refresh` here: the oracle leaves its own queue out of order then.
 */
type Action =
  | { readonly do: 'timeout'; readonly delay: number; readonly actions: readonly Action[] }
  | { readonly do: 'interval'; readonly delay: number; readonly beats: number }
  | { readonly do: 'clear'; readonly target: number }

const delay = fc.integer({ min: 1, max: 60 })
const target = fc.nat(20)
const { actions } = fc.letrec<{ actions: Action[] }>(tie => ({
  actions: fc.array(
    fc.oneof(
      fc.record({
        do: fc.constant('timeout' as const),
        delay,
        actions: fc.oneof({ maxDepth: 3 }, fc.constant([]), tie('actions')),
      }),
      fc.record({
        do: fc.constant('interval' as const),
        delay,
        beats: fc.integer({ min: 1, max: 4 }),
      }),
      fc.record({ do: fc.constant('clear' as const), target }),
    ),
    { maxLength: 6 },
  ),
}))

type Timer = object

/** The part of a clock that the programs use; the lab's and the oracle's both have it. */
interface TimerApi {
  setTimeout(callback: () => void, delay: number): Timer
  setInterval(callback: () => void, delay: number): Timer
  clearTimeout(timer: Timer | undefined): void
  now(): number
}

interface Firing {
  readonly timer: number
  readonly at: number
  /** False for an interval, whose place among the timers of one time is its own. */
  readonly plain: boolean
}

function perform(program: readonly Action[], api: TimerApi): Firing[] {
  const log: Firing[] = []
  const timers: Timer[] = []
  const note = (timer: number, plain: boolean) => log.push({ timer, at: api.now(), plain })
  const perform = (action: Action) => {
    const id = timers.length
    switch (action.do) {
      case 'timeout': {
        const fire = () => {
          note(id, true)
          action.actions.forEach(perform)
        }
        timers.push(api.setTimeout(fire, action.delay))
        return
      }
      case 'interval': {
        let beats = 0
        const beat = () => {
          note(id, false)
          beats++
          if (beats >= action.beats) api.clearTimeout(timers[id])
        }
        timers.push(api.setInterval(beat, action.delay))
        return
      }
      case 'clear':
        api.clearTimeout(timers[action.target])
    }
  }
  program.forEach(perform)
  return log
}

/** Node and the oracle order what fires at one time differently if an interval is among it. */
function comparable(log: readonly Firing[]): boolean {
  return [...Map.groupBy(log, ({ at }) => at).values()].every(
    together => together.length === 1 || together.every(({ plain }) => plain),
  )
}

test('the same timers fire at the same times and in the same order as with fake-timers', async () => {
  await fc.assert(
    fc.asyncProperty(actions, async program => {
      const clock = createClock(0, 100_000)
      const oracle: TimerApi = {
        setTimeout: (callback, ms) => clock.setTimeout(callback, ms) as Timer,
        setInterval: (callback, ms) => clock.setInterval(callback, ms) as Timer,
        clearTimeout: timer => clock.clearTimeout(timer as never),
        now: () => clock.now,
      }
      const expected = perform(program, oracle)
      clock.runAll()
      fc.pre(comparable(expected))

      const ours: TimerApi = {
        setTimeout: (callback, ms) => setTimeout(callback, ms),
        setInterval: (callback, ms) => setInterval(callback, ms),
        clearTimeout: timer => clearTimeout(timer as never),
        now: () => performance.now(),
      }
      const run = await simulate({}, () => perform(program, ours))
      expect(run.result).toEqual(expected)
    }),
    { numRuns: 500 },
  )
})

// ---- a sorted list as the oracle: the queue beneath ---------------------------------------------------

const commands = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('add' as const), at: fc.nat(20) }),
    fc.record({ do: fc.constant('remove' as const), index: fc.nat(50) }),
    fc.record({ do: fc.constant('take' as const) }),
  ),
  { maxLength: 200, size: 'max' },
)

test('the queue gives its entries by time, then in the order in which they were put in', () => {
  fc.assert(
    fc.property(commands, all => {
      const schedule = new EventQueue<Entry>()
      const entries: Entry[] = []
      let sorted: Entry[] = []
      for (const command of all) {
        if (command.do === 'add') {
          const entry = { at: command.at, seq: 0, slot: -1 }
          schedule.add(entry)
          entries.push(entry)
          sorted = [...sorted, entry].sort((a, b) => a.at - b.at)
        } else {
          const entry = command.do === 'take' ? schedule.first() : entries[command.index]
          if (entry) schedule.remove(entry)
          sorted = sorted.filter(other => other !== entry)
        }
        expect(schedule.first()).toBe(sorted[0])
        expect(schedule.size).toBe(sorted.length)
      }
    }),
  )
})
