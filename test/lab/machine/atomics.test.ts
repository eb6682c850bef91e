import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BusyWait, observe, simulate } from '#lab'
import { sleep } from '#lab/blocking'

function cellsOf(length = 4): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(4 * length))
}

function start(does: string, cells: unknown, ms?: number): Worker {
  const file = new URL('../thread-files/cells.ts', import.meta.url)
  return new Worker(file, { workerData: { does, cells, ms } })
}

/** All messages of a worker until it exits. */
async function messagesOf(worker: Worker): Promise<unknown[]> {
  const messages: unknown[] = []
  worker.on('message', message => messages.push(message))
  await once(worker, 'exit')
  return messages
}

const ARRAYS = [
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  BigInt64Array,
  BigUint64Array,
]
const OPERATIONS = ['add', 'sub', 'and', 'or', 'xor', 'exchange', 'store'] as const

interface Call {
  readonly name: (typeof OPERATIONS)[number] | 'load' | 'compareExchange'
  readonly index: number
  readonly args: readonly number[]
}

const calls: fc.Arbitrary<Call[]> = fc.array(
  fc.record({
    name: fc.constantFrom(...OPERATIONS, 'load' as const, 'compareExchange' as const),
    index: fc.integer({ min: -1, max: 4 }),
    args: fc.tuple(fc.integer(), fc.integer()),
  }),
  { maxLength: 12 },
)

/** What each call answers or throws, and what the memory holds in the end. */
function perform(Type: (typeof ARRAYS)[number], buffer: ArrayBufferLike, program: Call[]): unknown {
  const array = new (Type as Int32ArrayConstructor)(buffer)
  const isBig = Type === BigInt64Array || Type === BigUint64Array
  const results = program.map(({ name, index, args }) => {
    const given = (isBig ? args.map(BigInt) : args) as number[]
    try {
      if (name === 'load') return Atomics.load(array, index)
      if (name !== 'compareExchange') return Atomics[name](array, index, given[0] as number)
      const expected = (given[1] as number) % 2 ? Atomics.load(array, index) : given[1]
      return Atomics.compareExchange(array, index, expected as number, given[0] as number)
    } catch (error) {
      return String(error)
    }
  })
  return { results, memory: [...new Uint8Array(buffer)] }
}

describe('each operation does what Node’s own does', () => {
  test.each(ARRAYS.map(Type => [Type.name, Type] as const))('on %s', async (_, Type) => {
    await fc.assert(
      fc.asyncProperty(calls, async program => {
        const size = 4 * Type.BYTES_PER_ELEMENT
        const expected = perform(Type, new SharedArrayBuffer(size), program)
        const run = await simulate({}, () => perform(Type, new SharedArrayBuffer(size), program))
        expect(run.result).toEqual(expected)
      }),
      { numRuns: 15 },
    )
  })

  test.each(ARRAYS.map(Type => [Type.name, Type] as const))(
    'on %s that is not shared, and leaves no trace',
    async (_, Type) => {
      const size = 4 * Type.BYTES_PER_ELEMENT
      const program: Call[] = OPERATIONS.map(name => ({ name, index: 1, args: [3, 5] }))
      const run = await simulate({}, () => perform(Type, new ArrayBuffer(size), program))
      expect(run.result).toEqual(perform(Type, new ArrayBuffer(size), program))
      expect(run.trace).toEqual([])
    },
  )

  test.each([
    ['wait', () => Atomics.wait(new Int32Array(4), 0, 0)],
    ['wait on bytes', () => Atomics.wait(new Int8Array(new SharedArrayBuffer(4)) as never, 0, 0)],
    ['notify on bytes', () => Atomics.notify(new Int8Array(new SharedArrayBuffer(4)) as never, 0)],
    ['wait outside', () => Atomics.wait(cellsOf(1), 1, 0)],
    ['notify outside', () => Atomics.notify(cellsOf(1), 1)],
    ['waitAsync outside', () => Atomics.waitAsync(cellsOf(1), 1, 0)],
    ['waitAsync not shared', () => Atomics.waitAsync(new Int32Array(1) as never, 0, 0)],
    ['load of floats', () => Atomics.load(new Float64Array(new SharedArrayBuffer(8)) as never, 0)],
    [
      'add to clamped',
      () => Atomics.add(new Uint8ClampedArray(new SharedArrayBuffer(8)) as never, 0, 1),
    ],
    ['load of nothing', () => Atomics.load(undefined as never, 0)],
  ])('and throws what it throws: %s', async (_, action) => {
    const errorOf = () => {
      try {
        return [action()]
      } catch (error) {
        return String(error)
      }
    }
    const run = await simulate({}, errorOf)
    expect(run.result).toEqual(errorOf())
    expect(run.result).toMatch(/Error/)
  })

  test('notify on memory that is not shared wakes nobody', async () => {
    const run = await simulate({}, () => Atomics.notify(new Int32Array(1) as never, 0))
    expect(run.result).toBe(0)
  })

  test('indexes and values are converted as Node does', async () => {
    const program = () => {
      const cells = cellsOf() as never as Record<string, never>[] & Int32Array<SharedArrayBuffer>
      return [
        Atomics.store(cells, '1' as never, '5' as never),
        Atomics.load(cells, 1.7),
        Atomics.add(cells, true as never, 2.9),
        Atomics.load(cells, undefined as never),
        Atomics.wait(cells, '1' as never, 6),
        Atomics.notify(cells, 1.5),
        ...cells,
      ]
    }
    expect((await simulate({}, program)).result).toEqual(program())
  })

  test('isLockFree, and what else there is, is Node’s', async () => {
    const run = await simulate({}, () => [
      Atomics.isLockFree(4),
      Object.prototype.toString.call(Atomics),
    ])
    expect(run.result).toEqual([true, '[object Atomics]'])
  })
})

describe('waiting', () => {
  test('on another value than expected does not wait: not-equal', async () => {
    const run = await simulate({}, () => Atomics.wait(cellsOf(), 0, 1, 50))
    expect(run.result).toBe('not-equal')
    expect(run.elapsed).toBe(0)
  })

  test.each([0, 0.5, 10, 1234.567])('for %s ms times out then, exactly', async ms => {
    const run = await simulate({}, () => Atomics.wait(cellsOf(), 0, 0, ms))
    expect(run.result).toBe('timed-out')
    expect(run.elapsed).toBe(ms)
  })

  test('for a negative time is over at once', async () => {
    const run = await simulate({}, () => Atomics.wait(cellsOf(), 0, 0, -5))
    expect([run.result, run.elapsed]).toEqual(['timed-out', 0])
  })

  test('works on 64-bit cells', async () => {
    const run = await simulate({}, () => {
      const cells = new BigInt64Array(new SharedArrayBuffer(16))
      return [Atomics.wait(cells, 1, 0n, 20), Atomics.wait(cells, 1, 1n, 20)]
    })
    expect([run.result, run.elapsed]).toEqual([['timed-out', 'not-equal'], 20])
  })

  test('is over when another thread notifies, at that very instant', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const notifier = messagesOf(start('notifies', cells, 30))
      const waiter = messagesOf(start('waits', cells))
      return [await waiter, await notifier]
    })
    expect(run.result).toEqual([[['ok', 30]], [[1, 30]]])
    expect(run.elapsed).toBe(30)
  })

  test('of the main thread is over when a worker notifies', async () => {
    const run = await simulate({}, () => {
      const cells = cellsOf()
      start('notifies', cells, 30)
      const how = Atomics.wait(cells, 0, 0)
      return [how, performance.now()]
    })
    expect(run.result).toEqual(['ok', 30])
  })

  test('is not cut short by a message', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const worker = start('waitsFor', cells, 50)
      const messages = messagesOf(worker)
      await wait(10)
      worker.postMessage('hello')
      return messages
    })
    expect(run.result).toEqual([['timed-out', 50]])
  })

  test('with a timeout that comes at the instant of the notification has one result', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const waiter = messagesOf(start('waitsFor', cells, 30))
      const notifier = messagesOf(start('notifiesOne', cells, 30))
      return [await waiter, await notifier]
    })
    // The waiter is the first thread: at 30 ms it goes on before the other one.
    expect(run.result).toEqual([[['timed-out', 30]], [[0, 30]]])
  })

  test('whose notification comes first at one instant is ok', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const notifier = messagesOf(start('notifiesOne', cells, 30))
      const waiter = messagesOf(start('waitsFor', cells, 30))
      return [await waiter, await notifier]
    })
    expect(run.result).toEqual([[['ok', 30]], [[1, 30]]])
  })

  test('threads are woken in the order in which they began to wait', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const woken: number[] = []
      const workers = [30, 10, 20].map((ms, index) => {
        const worker = start('waits', cells, ms)
        worker.on('message', () => woken.push(index))
        return worker
      })
      await wait(40)
      const counts = []
      for (let time = 0; time < 4; time++) {
        counts.push(Atomics.notify(cells, 0, 1))
        await wait(5)
      }
      await Promise.all(workers.map(worker => worker.terminate()))
      return { woken, counts }
    })
    expect(run.result).toEqual({ woken: [0, 1, 2], counts: [1, 1, 1, 0] })
  })

  test.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 3],
    [7, 3],
    [undefined, 3],
    [Number.POSITIVE_INFINITY, 3],
    [-1, 0],
    [1.9, 1],
    [Number.NaN, 0],
    ['2', 2],
  ])('notify of %s wakes %s of three', async (most, count) => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const workers = [1, 2, 3].map(() => start('waitsThenCounts', cells))
      await wait(1)
      const woken = Atomics.notify(cells, 0, most as number)
      await wait(1)
      const counted = Atomics.load(cells, 1)
      await Promise.all(workers.map(worker => worker.terminate()))
      return [woken, counted]
    })
    expect(run.result).toEqual([count, count])
  })

  test('notify wakes only those that wait on that cell', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const worker = start('waits', cells)
      await wait(1)
      const wrong = [Atomics.notify(cells, 1), Atomics.notify(cellsOf(), 0)]
      const right = Atomics.notify(cells.subarray(0, 1), 0)
      return [wrong, right, await once(worker, 'message')]
    })
    expect(run.result).toEqual([[0, 0], 1, [['ok', 1]]])
  })

  test('a view that begins elsewhere has the same cells', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const worker = start('waits', cells.subarray(2))
      await wait(1)
      return [Atomics.notify(cells, 0), Atomics.notify(cells, 2), await once(worker, 'message')]
    })
    expect(run.result).toEqual([0, 1, [['ok', 1]]])
  })
})

describe('waitAsync', () => {
  test('on another value than expected says so at once', async () => {
    const run = await simulate({}, () => Atomics.waitAsync(cellsOf(), 0, 1))
    expect(run.result).toEqual({ async: false, value: 'not-equal' })
  })

  test('for no time says so at once', async () => {
    const run = await simulate({}, () => Atomics.waitAsync(cellsOf(), 0, 0, 0))
    expect(run.result).toEqual({ async: false, value: 'timed-out' })
  })

  test('times out at the exact time, while the loop goes on', async () => {
    const run = await simulate({}, async () => {
      const { async, value } = Atomics.waitAsync(cellsOf(), 0, 0, 25)
      const beats: number[] = []
      const timer = setInterval(() => beats.push(performance.now()), 10)
      const how = await value
      clearInterval(timer)
      return [async, how, performance.now(), beats]
    })
    expect(run.result).toEqual([true, 'timed-out', 25, [10, 20]])
  })

  test('is notified by its own thread', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const { value } = Atomics.waitAsync(cells, 0, 0)
      await wait(10)
      return [Atomics.notify(cells, 0), await value, performance.now()]
    })
    expect(run.result).toEqual([1, 'ok', 10])
  })

  test('is notified by its own thread, also on a worker', async () => {
    const run = await simulate({}, async () =>
      messagesOf(start('waitsAsyncForItself', cellsOf(), 10)),
    )
    expect(run.result).toEqual([
      ['woke', 1],
      ['ok', 10],
    ])
  })

  test('of the main thread is notified by a worker', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const { value } = Atomics.waitAsync(cells, 0, 0)
      start('notifies', cells, 15)
      return [await value, performance.now()]
    })
    expect(run.result).toEqual(['ok', 15])
  })

  test('of a worker is notified by the main thread, or times out', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const notified = messagesOf(start('waitsAsync', cells))
      const timedOut = messagesOf(start('waitsAsync', cells, 5))
      await wait(10)
      return [Atomics.notify(cells, 0), await notified, await timedOut]
    })
    expect(run.result).toEqual([1, [[true, 'ok', 10]], [[true, 'timed-out', 5]]])
  })

  test('stands in one queue with those that block', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const { value } = Atomics.waitAsync(cells, 0, 0)
      const worker = start('waits', cells)
      await wait(5)
      const first = Atomics.notify(cells, 0, 1)
      const how = await value
      await wait(5)
      const second = Atomics.notify(cells, 0, 1)
      return [first, how, second, await once(worker, 'message')]
    })
    expect(run.result).toEqual([1, 'ok', 1, [['ok', 10]]])
  })

  test('that times out is no longer there to be notified', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const { value } = Atomics.waitAsync(cells, 0, 0, 5)
      await value
      return Atomics.notify(cells, 0)
    })
    expect(run.result).toBe(0)
  })
})

describe('a write without Atomics', () => {
  test.each(['writesAndSays', 'writesAndNotifies', 'writesAndSleeps', 'writesAndListens'])(
    'on a thread is an error that names the thread and its line: %s',
    async does => {
      const run = await observe({}, async () => {
        await once(start(does, cellsOf()), 'exit')
      })
      expect(run.outcome).toMatchObject({
        status: 'rejected',
        crash: 'lab',
        reason: {
          name: 'UnprotectedWrite',
          message: expect.stringMatching(
            /^thread 1 changed shared memory without Atomics \(at byte 0/,
          ),
        },
      })
    },
  )

  test.each(['writesAndEnds', 'writesAndExits'])(
    'as the last thing that a thread does is its error, too: %s',
    async does => {
      const run = await observe({}, async () => {
        await once(start(does, cellsOf()), 'exit')
      })
      expect(run.outcome).toMatchObject({
        reason: {
          name: 'UnprotectedWrite',
          message: expect.stringMatching(
            /^thread 1 changed shared memory without Atomics \(at byte 0/,
          ),
        },
      })
    },
  )

  test('of a thread is told also where the main thread waits for that thread for ever', async () => {
    const run = await observe({}, () => {
      const cells = cellsOf()
      start('writesAndNotifies', cells)
      Atomics.wait(cells, 0, 0)
    })
    expect(run.outcome).toMatchObject({ reason: { name: 'UnprotectedWrite' } })
  })

  test('on the main thread is an error that names it, its byte and its line', async () => {
    const run = await observe({}, async () => {
      const cells = cellsOf()
      start('sleeps', cells, 10)
      cells[2] = 1
      await wait(5)
    })
    expect(run.outcome).toMatchObject({
      status: 'rejected',
      crash: 'lab',
      reason: {
        name: 'UnprotectedWrite',
        message: expect.stringMatching(
          /^The main thread changed shared memory without Atomics \(at byte 8/,
        ),
      },
    })
  })

  test('into a buffer that was sent later is an error, too', async () => {
    const run = await observe({}, async () => {
      const cells = cellsOf()
      const worker = start('listens', undefined)
      cells[0] = 1
      worker.postMessage({ deep: [new Map([['cells', cells]])] })
      cells[1] = 1
      await wait(5)
    })
    expect(run.outcome).toMatchObject({
      reason: { message: expect.stringContaining('at byte 4') },
    })
  })

  test('before the memory is shared is fine', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      cells.fill(7)
      const worker = start('countsByAdd', cells)
      await once(worker, 'exit')
      return [...cells]
    })
    expect(run.result).toEqual([8, 7, 7, 7])
  })

  test('into memory that was never sent is fine while other threads live', async () => {
    const run = await simulate({}, async () => {
      const [cells, own] = [cellsOf(), cellsOf()]
      const worker = start('sleeps', cells, 10)
      own[0] = 1
      Atomics.add(own, 1, 1)
      own[2] = 3
      await once(worker, 'exit')
      return [...own]
    })
    expect(run.result).toEqual([1, 1, 3, 0])
  })

  test('while no other thread lives is fine, before and after', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      await once(start('countsByAdd', cells), 'exit')
      cells[1] = 5
      await once(start('countsByAdd', cells), 'exit')
      cells[1]++
      return [...cells]
    })
    expect(run.result).toEqual([2, 6, 0, 0])
  })

  test('by a thread into its own memory is fine until it sends it', async () => {
    const run = await simulate({}, async () => {
      const worker = start('makesItsOwn', undefined)
      const [[own]] = (await once(worker, 'message')) as [[Int32Array<SharedArrayBuffer>]]
      const before = Atomics.exchange(own, 0, 9)
      const seen = once(worker, 'message')
      const woken = Atomics.notify(own, 1)
      return [before, woken, await seen]
    })
    expect(run.result).toEqual([4, 1, [[9]]])
  })

  test('by any of the operations is none', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const worker = start('sleeps', cells, 10)
      for (const Type of [Int8Array, Uint16Array, Int32Array, BigInt64Array] as const) {
        const array = new (Type as Int32ArrayConstructor)(cells.buffer)
        const one = (Type === (BigInt64Array as unknown) ? 1n : 1) as number
        for (const name of OPERATIONS) Atomics[name](array, 1, one)
        Atomics.compareExchange(array, 0, Atomics.load(array, 0), one)
        sleep(1)
      }
      await once(worker, 'exit')
    })
    expect(run.outcome).toEqual({ status: 'fulfilled', value: undefined })
  })

  test('is refused by name where the buffer can grow: its copy could not', async () => {
    const run = observe({}, () => {
      const buffer = new SharedArrayBuffer(8, { maxByteLength: 16 })
      start('sleeps', buffer, 10)
    })
    expect((await run).outcome).toMatchObject({
      reason: {
        name: 'NotSimulated',
        message:
          'A SharedArrayBuffer that grows is not simulated. ' +
          'Give it its full size when you create it, without maxByteLength.',
      },
    })
  })
})

describe('looking at shared memory', () => {
  test('again and again is a BusyWait that names the cell and the line', async () => {
    const run = await observe({}, () => {
      const cells = cellsOf()
      while (Atomics.load(cells, 2) === 0);
    })
    const { reason } = run.outcome as { reason: Error }
    expect(reason).toBeInstanceOf(BusyWait)
    expect(reason.message).toMatch(
      /^A thread looked at cell \[2\] 20,000 times in a row at 0 ms \(test\/lab\/machine\/atomics\.test\.ts:\d+\)\. A loop that spins keeps its core, and no other thread can go on: wait for the change with Atomics\.wait, and call Atomics\.notify where the cell is changed\.$/,
    )
  })

  test.each([
    [
      'compareExchange',
      (cells: Int32Array<SharedArrayBuffer>) => Atomics.compareExchange(cells, 0, 1, 2),
    ],
    ['exchange', (cells: Int32Array<SharedArrayBuffer>) => Atomics.exchange(cells, 0, 0)],
    ['or', (cells: Int32Array<SharedArrayBuffer>) => Atomics.or(cells, 0, 0)],
  ])('by %s, for ever, is one as well', async (_, look) => {
    const run = await observe({}, () => {
      const cells = cellsOf()
      for (let time = 0; time < 50_000; time++) look(cells)
    })
    expect(run.outcome).toMatchObject({ reason: { name: 'BusyWait' } })
  })

  test.each([
    ['wait', (cells: Int32Array<SharedArrayBuffer>) => Atomics.wait(cells, 0, 1)],
    ['wait for no time', (cells: Int32Array<SharedArrayBuffer>) => Atomics.wait(cells, 0, 0, 0)],
    ['notify', (cells: Int32Array<SharedArrayBuffer>) => Atomics.notify(cells, 0)],
  ])('by %s, for ever, should be one', async (_, look) => {
    const run = await observe({}, () => {
      const cells = cellsOf()
      for (let time = 0; time < 50_000; time++) look(cells)
    })
    expect(run.outcome).toMatchObject({ reason: { name: 'BusyWait' } })
  })

  test('on a thread is one that the run ends with, of the same class', async () => {
    const run = await observe({}, async () => {
      await once(start('spins', cellsOf()), 'exit')
    })
    const { reason } = run.outcome as { reason: Error }
    expect(reason.name).toBe('BusyWait')
    expect(reason.message).toContain('cells.ts')
    expect(reason).toBeInstanceOf(BusyWait)
  })

  test('is fine when there is much of it: each cell once', async () => {
    const run = await simulate({}, () => {
      const cells = cellsOf(50_000)
      let sum = 0
      for (let index = 0; index < cells.length; index++) sum += Atomics.load(cells, index)
      return sum
    })
    expect(run.result).toBe(0)
  })

  test('is fine when time passes in between', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const worker = start('notifies', cells, 3000)
      const messages = messagesOf(worker)
      while (Atomics.load(cells, 0) === 0) sleep(1)
      return [performance.now(), await messages]
    })
    // At 3,000 ms the main thread looks first: it has the lower number.
    expect(run.result).toEqual([3001, [[0, 3000]]])
  })
})

describe('the same memory', () => {
  class Box {
    cells: Int32Array<SharedArrayBuffer>
    constructor(cells: Int32Array<SharedArrayBuffer>) {
      this.cells = cells
    }
  }

  test.each<[string, (cells: Int32Array<SharedArrayBuffer>) => unknown]>([
    ['a view', cells => cells],
    ['its buffer', ({ buffer }) => buffer],
    ['an object', cells => ({ cells })],
    ['a Map', cells => new Map([['cells', cells]])],
    ['an instance of a class', cells => new Box(cells)],
    ['another kind of view', ({ buffer }) => ({ cells: new Int32Array(buffer, 0, 1) })],
  ])('is what another thread gets in %s', async (_, wrap) => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const worker = start('notifiesWhatComes', undefined)
      const { value } = Atomics.waitAsync(cells, 0, 0)
      worker.postMessage({ inside: wrap(cells) })
      const [[woken]] = await once(worker, 'message')
      await worker.terminate()
      return [woken, await value]
    })
    expect(run.result).toEqual([1, 'ok'])
  })

  test('is sent twice, and is still the same', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const worker = start('notifiesWhatComes', cells)
      const waiting = [1, 2].map(() => Atomics.waitAsync(cells, 0, 0).value)
      const counts: unknown[] = []
      worker.on('message', ([woken]) => counts.push(woken))
      worker.postMessage({ inside: cells })
      await Promise.all(waiting)
      const again = Atomics.waitAsync(cells, 0, 0).value
      worker.postMessage({ inside: cells })
      await again
      await wait(1)
      await worker.terminate()
      return counts
    })
    expect(run.result).toEqual([2, 1])
  })

  test('goes from one thread through main to another, and is still the same', async () => {
    const run = await simulate({}, async () => {
      const maker = start('makesItsOwn', undefined)
      const [[own]] = (await once(maker, 'message')) as [[Int32Array<SharedArrayBuffer>]]
      const other = start('notifiesWhatComes', undefined)
      const seen = once(maker, 'message')
      other.postMessage({ inside: own.subarray(1) })
      const [[woken]] = await once(other, 'message')
      await other.terminate()
      return [woken, await seen]
    })
    expect(run.result).toEqual([1, [[4]]])
  })

  test('comes back from a thread, and is still the same', async () => {
    const run = await simulate({}, async () => {
      const cells = cellsOf()
      const worker = start('sendsBack', undefined)
      worker.postMessage(cells)
      const [[back]] = (await once(worker, 'message')) as [[Int32Array<SharedArrayBuffer>]]
      const { value } = Atomics.waitAsync(cells, 0, 0)
      return [back === cells, Atomics.notify(back, 0), await value]
    })
    expect(run.result).toEqual([false, 1, 'ok'])
  })
})

describe('outside a run', () => {
  test('Atomics are Node’s: real threads wait for each other', async () => {
    const cells = cellsOf()
    const { value } = Atomics.waitAsync(cells, 0, 0)
    const worker = new Worker(
      `const { workerData } = require('node:worker_threads')
       Atomics.store(workerData, 0, 1)
       Atomics.notify(workerData, 0)`,
      { eval: true, workerData: cells },
    )
    const exit = once(worker, 'exit')
    expect(await value).toBe('ok')
    await exit
    cells[0] = 2
    expect(Atomics.wait(cells, 0, 1)).toBe('not-equal')
  })
})
