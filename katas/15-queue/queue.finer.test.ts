import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { assert, expect, test } from 'vitest'
import { forAll, observe, simulate } from '#lab'
import { Queue } from './queue.ts'

/** Makes a call, and says how it ends, and the ms at which it does. */
async function call<T>(name: string, make: () => Promise<T>, say: (value: T) => string) {
  const how = await Promise.try(make).then(say, reason =>
    reason instanceof Error ? 'rejects with an Error' : `rejects with no Error: ${reason}`,
  )
  return `${name} ${how} at ${performance.now()} ms`
}

const put = <T>(queue: Queue<T>, item: T, name = `put ${item}`) =>
  call(
    name,
    () => queue.put(item),
    () => 'resolves',
  )

const get = <T>(queue: Queue<T>, name = 'get') =>
  call(
    name,
    () => queue.get(),
    item => `returns ${item}`,
  )

test('close rejects each put that waits, and each later one: their items never get in', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(1)
    const waiting = ['a', 'b', 'c'].map(item => put(queue, item))
    await sleep(10)
    queue.close()
    const taken = get(queue)
    return Promise.all([...waiting, taken, put(queue, 'd'), get(queue)])
  })
  expect(run.result, 'a queue of 1, closed at 10 ms').toBeLines([
    'put a resolves at 0 ms',
    'put b rejects with an Error at 10 ms',
    'put c rejects with an Error at 10 ms',
    'get returns a at 10 ms',
    'put d rejects with an Error at 10 ms',
    'get rejects with an Error at 10 ms',
  ])
})

test('close rejects each get that waits, and each that finds the queue empty later', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(3)
    const ends = [get(queue), get(queue)]
    await sleep(10)
    queue.close()
    await sleep(10)
    return Promise.all([...ends, get(queue)])
  })
  expect(run.result, 'an empty queue, closed at 10 ms').toBeLines([
    'get rejects with an Error at 10 ms',
    'get rejects with an Error at 10 ms',
    'get rejects with an Error at 20 ms',
  ])
})

test('a call that waits is served by the call on the other side, at that moment: no timer', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(1)
    const gets = [queue.get(), queue.get()]
    await sleep(100)
    const puts = ['a', 'b', 'c', 'd'].map(item => queue.put(item))
    await sleep(100)
    gets.push(queue.get(), queue.get())
    await Promise.all([...gets, ...puts])
  })
  const timers = run.trace.filter(({ kind }) => kind === 'timer' || kind === 'interval').length - 2
  assert(timers === 0, `${timers} timers were set by calls that wait: keep their resolve instead`)
})

test('no call overtakes one that waits, even at the moment when room or an item is there', async () => {
  const run = await simulate({}, async () => {
    const full = new Queue<string>(1)
    const puts = [full.put('in'), full.put('waits')]
    await sleep(10)
    const items = [full.get()]
    puts.push(full.put('comes later'))
    items.push(full.get(), full.get())

    const empty = new Queue<string>(1)
    const gets = [empty.get()]
    await sleep(10)
    puts.push(empty.put('for the one that waits'))
    gets.push(empty.get())
    puts.push(empty.put('for the one that comes later'))
    await Promise.all(puts)
    return { items: await Promise.all(items), gets: await Promise.all(gets) }
  })
  expect(run.result.items, 'what comes out of a full queue').toEqual(['in', 'waits', 'comes later'])
  expect(run.result.gets, 'what two gets return').toEqual([
    'for the one that waits',
    'for the one that comes later',
  ])
})

test('any item works: undefined, null, false, 0 and the empty text', async () => {
  const items = [undefined, null, false, undefined, 0, '']
  const run = await simulate({}, async () => {
    const queue = new Queue<unknown>(6)
    const early = queue.get()
    for (const item of items) await queue.put(item)
    const received = [await early, await queue.get(), await queue.get()]
    for await (const item of queue) {
      received.push(item)
      if (received.length === items.length) break
    }
    return received
  })
  expect(run.result, 'the items that were put in').toEqual(items)
})

test('two queues share nothing', async () => {
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
  expect(run.result, 'the calls of two queues').toBeLines([
    'first get of one returns a at 0 ms',
    'put b in two resolves at 0 ms',
    'put a in one resolves at 0 ms',
    'put c in one resolves at 0 ms',
    'next get of one returns c at 0 ms',
    'put d in two resolves at 0 ms',
    'get of two returns b at 0 ms',
  ])
})

test('a loop that is left early takes nothing more, and leaves the queue open', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(5)
    for (const item of ['a', 'b', 'c']) await queue.put(item)
    for await (const item of queue) if (item === 'b') break
    return [await put(queue, 'd'), await get(queue), await get(queue)]
  })
  expect(run.result, 'calls after the loop was left at b').toBeLines([
    'put d resolves at 0 ms',
    'get returns c at 0 ms',
    'get returns d at 0 ms',
  ])
})

type Step = 'put' | 'get' | '1 ms later' | 'close'

const maxSizes = fc.integer({ min: 1, max: 3 })
/** Lists of at most so many steps, each drawn from these. */
const steps = (most: number, ...names: Step[]) =>
  fc.array(fc.constantFrom(...names), { maxLength: most, size: 'max' })

/** Takes the steps with a new queue; the items are 1, 2, 3, … Returns how each call ended, and when. */
async function take(maxSize: number, steps: readonly Step[]): Promise<string[]> {
  const queue = new Queue<number>(maxSize)
  const calls: string[] = []
  const numbers = { put: 0, get: 0 }
  const watch = (step: 'put' | 'get', make: (number: number, name: string) => Promise<string>) => {
    const number = ++numbers[step]
    const name = `${step} ${number}`
    const index = calls.push(`${name} never settles`) - 1
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
  const seen = [...calls]
  queue.close()
  return seen
}

/**
 * How each call must end, said without a queue: put n resolves as soon as it and get n - maxSize are called, and
 * get n returns its item as soon as both are called. What hasn't happened before the close rejects.
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
  const say = (name: string, called: number, done: number, how: string) => {
    if (done < never) return `${name} ${how} at ${ms(done)} ms`
    return close < never
      ? `${name} rejects with an Error at ${ms(Math.max(called, close))} ms`
      : `${name} never settles`
  }
  return steps.flatMap((step, at) => {
    const [put, get] = [puts.indexOf(at), gets.indexOf(at)]
    if (step === 'put') return say(`put ${put + 1}`, at, isIn(put), 'resolves')
    if (step !== 'get') return []
    const done = isIn(get) < never ? Math.max(at, puts[get] as number) : never
    return say(`get ${get + 1}`, at, done, `returns ${get + 1}`)
  })
}

test('whatever is called when: get n returns item n, put n waits until get n - maxSize is called', async () => {
  await forAll(
    fc.tuple(maxSizes, steps(16, 'put', 'get', '1 ms later')),
    async ([maxSize, steps]) => {
      const run = await simulate({}, () => take(maxSize, steps))
      const given = `new Queue(${maxSize}), ${steps.join(', ')}`
      expect(run.result, given).toBeLines(rule(maxSize, steps))
    },
    { seed: 15 },
  )
})

test('whatever is called when: close rejects the puts that are not in, and the gets without an item', async () => {
  await forAll(
    fc.tuple(
      maxSizes,
      steps(8, 'put', 'put', 'get', '1 ms later'),
      steps(6, 'get', 'get', 'put', '1 ms later'),
    ),
    async ([maxSize, before, after]) => {
      const steps: Step[] = [...before, 'close', ...after]
      const run = await simulate({}, () => take(maxSize, steps))
      const given = `new Queue(${maxSize}), ${steps.join(', ')}`
      expect(run.result, given).toBeLines(rule(maxSize, steps))
    },
    { seed: 15 },
  )
})

test('whatever the producers and consumers: each item comes once, in order, and each loop ends', async () => {
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
            // At most 9 were sent.
            if (received.push(item) > 9) break
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
      expect(run.outcome.status, `the outcome of ${given}`).toBe('fulfilled')
    },
    { seed: 15 },
  )
})
