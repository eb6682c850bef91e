import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forAll, observe, simulate } from '#lab'
import { Queue } from './queue.ts'

/** Puts items one after another, each when the one before is in. Answers with the ms at which each was. */
async function produce<T>(queue: Queue<T>, items: readonly T[]): Promise<number[]> {
  const times: number[] = []
  for (const item of items) {
    await queue.put(item)
    times.push(performance.now())
  }
  return times
}

/** Takes all there is, with a pause after each item. Tells what came, and the ms at which it did. */
async function consume<T>(queue: Queue<T>, pause: number): Promise<string> {
  const received: string[] = []
  const note = (what: string) => received.push(`${what} at ${performance.now()} ms`)
  try {
    for await (const item of queue) {
      note(`${item}`)
      await sleep(pause)
    }
    note('the end')
  } catch (error) {
    note(`the loop throws ${error}`)
  }
  return received.join(', ')
}

/** Makes a call, and tells how it ends, and the ms at which it does. */
async function call<T>(
  name: string,
  make: () => Promise<T>,
  tell: (value: T) => string,
): Promise<string> {
  let promise: Promise<T>
  try {
    promise = make()
  } catch (error) {
    return `${name} throws ${error}, and gives no promise that rejects`
  }
  const how = await promise.then(tell, reason =>
    reason instanceof Error ? 'rejects with an Error' : `rejects with no Error: ${reason}`,
  )
  return `${name} ${how} at ${performance.now()} ms`
}

const put = <T>(queue: Queue<T>, item: T, name = `put ${item}`) =>
  call(
    name,
    () => queue.put(item),
    () => 'is done',
  )

const get = <T>(queue: Queue<T>, name = 'get') =>
  call(
    name,
    () => queue.get(),
    item => `gives ${item}`,
  )

type Step = 'put' | 'get' | '1 ms later' | 'close'

const maxSizes = fc.integer({ min: 1, max: 3 })
/** Lists of at most so many steps, each drawn from these. */
const steps = (most: number, ...names: Step[]) =>
  fc.array(fc.constantFrom(...names), { maxLength: most, size: 'max' })

/** Takes the steps with a new queue; the items are 1, 2, 3, … Tells what became of each call, and when. */
async function take(maxSize: number, steps: readonly Step[]): Promise<string[]> {
  const queue = new Queue<number>(maxSize)
  const calls: string[] = []
  const numbers = { put: 0, get: 0 }
  const watch = (step: 'put' | 'get', make: (number: number, name: string) => Promise<string>) => {
    const number = ++numbers[step]
    const name = `${step} ${number}`
    const index = calls.push(`${name} waits for ever`) - 1
    make(number, name).then(line => {
      calls[index] = line
    })
  }
  for (const step of steps) {
    if (step === 'put') watch(step, (number, name) => put(queue, number, name))
    if (step === 'get') watch(step, (_, name) => get(queue, name))
    if (step === '1 ms later') await sleep(1)
    if (step === 'close') queue.close()
  }
  await sleep(1)
  const told = [...calls]
  queue.close()
  return told
}

/**
 * What must become of each call, said without a queue: put n is done as soon as it and get n - maxSize are
 * called, and get n gives its item as soon as both are called. What is not done before the close rejects.
 */
function rule(maxSize: number, steps: readonly Step[]): string[] {
  const never = Number.POSITIVE_INFINITY
  const indexes = (wanted: Step) => steps.flatMap((step, at) => (step === wanted ? at : []))
  const [puts, gets, [close = never]] = [indexes('put'), indexes('get'), indexes('close')]
  const ms = (at: number) => steps.slice(0, at).filter(step => step === '1 ms later').length
  const isIn = (n: number) => {
    const at = Math.max(puts[n] ?? never, n < maxSize ? 0 : (gets[n - maxSize] ?? never))
    return at < close ? at : never
  }
  const tell = (name: string, called: number, done: number, how: string) => {
    if (done < never) return `${name} ${how} at ${ms(done)} ms`
    return close < never
      ? `${name} rejects with an Error at ${ms(Math.max(called, close))} ms`
      : `${name} waits for ever`
  }
  return steps.flatMap((step, at) => {
    const [put, get] = [puts.indexOf(at), gets.indexOf(at)]
    if (step === 'put') return tell(`put ${put + 1}`, at, isIn(put), 'is done')
    if (step !== 'get') return []
    const done = isIn(get) < never ? Math.max(at, puts[get] as number) : never
    return tell(`get ${get + 1}`, at, done, `gives ${get + 1}`)
  })
}

test('put waits while the queue is full: a fast producer is held back by a slow consumer', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(2)
    const times = produce(queue, ['a', 'b', 'c', 'd'])
    for (let taken = 0; taken < 4; taken++) {
      await sleep(10)
      await queue.get()
    }
    return times
  })
  expect(run.result, 'ms at which each item was in').toEqual([0, 0, 10, 20])
})

test('get waits while the queue is empty, until something is put', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(2)
    const ends = Promise.all([get(queue), get(queue)])
    for (const item of ['a', 'b']) {
      await sleep(10)
      await queue.put(item)
    }
    return ends
  })
  expect(run.result).toBeLines(['get gives a at 10 ms', 'get gives b at 20 ms'])
})

test('who waits sets no timer and does not look again: it is woken', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(1)
    const gets = [queue.get(), queue.get()]
    await sleep(100)
    const puts = ['a', 'b', 'c', 'd'].map(item => queue.put(item))
    await sleep(100)
    gets.push(queue.get(), queue.get())
    await Promise.all([...gets, ...puts])
  })
  const timers = run.trace.filter(({ kind }) => kind === 'timer' || kind === 'interval')
  expect(timers.length, 'timers that were set, two of them by this test').toBe(2)
})

test('items come out in the order in which they went in', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(3)
    await produce(queue, ['a', 'b', 'c'])
    return [await queue.get(), await queue.get(), await queue.get()]
  })
  expect(run.result).toEqual(['a', 'b', 'c'])
})

test('of those who wait to get, the first to come is the first to be served', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(3)
    const gets = [queue.get(), queue.get(), queue.get()]
    await sleep(10)
    await produce(queue, ['a', 'b', 'c'])
    return Promise.all(gets)
  })
  expect(run.result).toEqual(['a', 'b', 'c'])
})

test('of those who wait to put, the first to come is the first to get in', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(1)
    const puts = ['a', 'b', 'c', 'd'].map(item => queue.put(item))
    await sleep(10)
    const items = [await queue.get(), await queue.get(), await queue.get(), await queue.get()]
    await Promise.all(puts)
    return items
  })
  expect(run.result).toEqual(['a', 'b', 'c', 'd'])
})

test('a put that waits gets in before one that comes later, even if that comes when room is made', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(1)
    const puts = [queue.put('in'), queue.put('waits')]
    await sleep(10)
    const gets = [queue.get()]
    puts.push(queue.put('comes later'))
    gets.push(queue.get(), queue.get())
    await Promise.all(puts)
    return Promise.all(gets)
  })
  expect(run.result).toEqual(['in', 'waits', 'comes later'])
})

test('a get that waits is served before one that comes later, even if that comes with the item', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(1)
    const gets = [queue.get()]
    await sleep(10)
    const puts = [queue.put('for the one that waits')]
    gets.push(queue.get())
    puts.push(queue.put('for the one that comes later'))
    await Promise.all(puts)
    return Promise.all(gets)
  })
  expect(run.result).toEqual(['for the one that waits', 'for the one that comes later'])
})

test('an item may be anything: undefined, null, false and 0 come out, too', async () => {
  const items = [undefined, null, false, undefined, 0, '']
  const run = await simulate({}, async () => {
    const queue = new Queue<unknown>(6)
    const early = queue.get()
    await produce(queue, items)
    const received = [await early, await queue.get(), await queue.get()]
    for await (const item of queue) {
      received.push(item)
      if (received.length === items.length) break
    }
    return received
  })
  expect(run.result).toEqual(items)
})

test('two queues know nothing of each other', async () => {
  const run = await simulate({}, async () => {
    const [one, two] = [new Queue<string>(2), new Queue<string>(2)]
    const early = get(one, 'first get of one')
    const ends = [
      await put(two, 'b', 'put b in two'),
      await put(one, 'a', 'put a in one'),
      await put(one, 'c', 'put c in one'),
      await get(one, 'next get of one'),
    ]
    one.close()
    ends.push(await put(two, 'd', 'put d in two'), await get(two, 'get of two'))
    return [await early, ...ends]
  })
  expect(run.result).toBeLines([
    'first get of one gives a at 0 ms',
    'put b in two is done at 0 ms',
    'put a in one is done at 0 ms',
    'put c in one is done at 0 ms',
    'next get of one gives c at 0 ms',
    'put d in two is done at 0 ms',
    'get of two gives b at 0 ms',
  ])
})

test('close: what is in the queue can still be taken, and then every consumer ends', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(3)
    await produce(queue, ['a', 'b', 'c'])
    const consumers = [consume(queue, 10), consume(queue, 25)]
    queue.close()
    return Promise.all(consumers)
  })
  expect(run.result).toBeLines([
    'a at 0 ms, c at 10 ms, the end at 20 ms',
    'b at 0 ms, the end at 25 ms',
  ])
})

test('close ends all the consumers that wait, at once', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(3)
    const consumers = [consume(queue, 10), consume(queue, 10), consume(queue, 10)]
    await sleep(10)
    queue.close()
    return Promise.all(consumers)
  })
  expect(run.result).toBeLines(['the end at 10 ms', 'the end at 10 ms', 'the end at 10 ms'])
})

test('close rejects each get that waits, at once, and each that finds the queue empty later', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(3)
    const ends = [get(queue), get(queue)]
    await sleep(10)
    queue.close()
    await sleep(10)
    return Promise.all([...ends, get(queue)])
  })
  expect(run.result).toBeLines([
    'get rejects with an Error at 10 ms',
    'get rejects with an Error at 10 ms',
    'get rejects with an Error at 20 ms',
  ])
})

test('close rejects each put that waits, at once: its item was never in the queue', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(1)
    const ends = ['a', 'b', 'c'].map(item => put(queue, item))
    await sleep(10)
    queue.close()
    return Promise.all([...ends, get(queue), get(queue)])
  })
  expect(run.result).toBeLines([
    'put a is done at 0 ms',
    'put b rejects with an Error at 10 ms',
    'put c rejects with an Error at 10 ms',
    'get gives a at 10 ms',
    'get rejects with an Error at 10 ms',
  ])
})

test('put after close rejects, and a second close changes nothing', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(2)
    await queue.put('a')
    queue.close()
    queue.close()
    return [await put(queue, 'b'), await consume(queue, 10)]
  })
  expect(run.result).toBeLines([
    'put b rejects with an Error at 0 ms',
    'a at 0 ms, the end at 10 ms',
  ])
})

test('whatever is called when: get n gives item n, and put n waits until get n - maxSize was called', async () => {
  await forAll(
    fc.tuple(maxSizes, steps(16, 'put', 'get', '1 ms later')),
    async ([maxSize, steps]) => {
      const run = await simulate({}, () => take(maxSize, steps))
      expect(run.result, `new Queue(${maxSize}), ${steps.join(', ')}`).toBeLines(
        rule(maxSize, steps),
      )
    },
    { seed: 15 },
  )
})

test('whatever is called when, and closed: puts that are not in then reject, and gets without an item', async () => {
  await forAll(
    fc.tuple(
      maxSizes,
      steps(8, 'put', 'put', 'get', '1 ms later'),
      steps(6, 'get', 'get', 'put', '1 ms later'),
    ),
    async ([maxSize, before, after]) => {
      const steps: Step[] = [...before, 'close', ...after]
      const run = await simulate({}, () => take(maxSize, steps))
      expect(run.result, `new Queue(${maxSize}), ${steps.join(', ')}`).toBeLines(
        rule(maxSize, steps),
      )
    },
    { seed: 15 },
  )
})

test('leaving a loop early takes nothing more, and does not close the queue', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(5)
    await produce(queue, ['a', 'b', 'c'])
    for await (const item of queue) if (item === 'b') break
    const end = await put(queue, 'd')
    queue.close()
    return [end, await consume(queue, 10)]
  })
  expect(run.result).toBeLines(['put d is done at 0 ms', 'c at 0 ms, d at 10 ms, the end at 20 ms'])
})

test('whatever the producers and consumers: each item comes once, in order, and all of them end', async () => {
  const pauses = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 })
  const producers = fc.array(pauses, { minLength: 1, maxLength: 3 })
  await forAll(
    fc.tuple(maxSizes, producers, pauses),
    async ([maxSize, producers, consumers]) => {
      const sent: string[] = []
      const received: string[] = []
      const run = await observe({}, async () => {
        const queue = new Queue<string>(maxSize)
        const consuming = consumers.map(async pause => {
          for await (const item of queue) {
            received.push(item)
            await sleep(pause)
          }
        })
        const producing = producers.map(async (pauses, index) => {
          for (const [count, pause] of pauses.entries()) {
            await sleep(pause)
            const item = `item ${count + 1} of producer ${index + 1}`
            sent.push(item)
            await queue.put(item)
          }
        })
        await Promise.all(producing)
        queue.close()
        await Promise.all(consuming)
      })
      const pauses = `pauses ${JSON.stringify(producers)} before puts, [${consumers}] after items`
      const given = `new Queue(${maxSize}), ${pauses}`
      expect(received, given).toBeLines(sent)
      const { outcome } = run
      const how = outcome.status === 'rejected' ? `fail with ${outcome.reason}` : 'end'
      expect(`they ${how}`, given).toBe('they end')
    },
    { seed: 15 },
  )
})

test('a queue takes a whole number of items, 1 or more, or throws a RangeError', () => {
  expect(() => new Queue(0)).toThrow(RangeError)
  expect(() => new Queue(1.5)).toThrow(RangeError)
})
