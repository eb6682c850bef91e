import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { simulate } from '#lab'
import { Queue } from './queue.ts'

/** Puts items one after another, each when the one before is in. Returns the ms at which each put resolved. */
async function produce(queue: Queue<string>, items: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const item of items) {
    await queue.put(item)
    lines.push(`put ${item} resolves at ${performance.now()} ms`)
  }
  return lines
}

/** Takes what there is, 5 items at most, with a pause after each. Returns what came, and the ms at which it did. */
async function consume(queue: Queue<string>, pause: number): Promise<string> {
  const received: string[] = []
  for await (const item of queue) {
    received.push(`${item} at ${performance.now()} ms`)
    if (received.length === 5) return [...received, 'and so on'].join(', ')
    await sleep(pause)
  }
  return [...received, `the end at ${performance.now()} ms`].join(', ')
}

test('put waits while the queue is full: a slow consumer holds back a fast producer', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(2)
    const lines = produce(queue, ['a', 'b', 'c', 'd'])
    for (let taken = 0; taken < 4; taken++) {
      await sleep(10)
      await queue.get()
    }
    return lines
  })
  expect(run.result, 'a queue of 2, and a get every 10 ms').toBeLines([
    'put a resolves at 0 ms',
    'put b resolves at 0 ms',
    'put c resolves at 10 ms',
    'put d resolves at 20 ms',
  ])
})

test('get waits while the queue is empty, until an item is put', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(2)
    const get = async () => `get returns ${await queue.get()} at ${performance.now()} ms`
    const lines = Promise.all([get(), get()])
    for (const item of ['a', 'b']) {
      await sleep(10)
      await queue.put(item)
    }
    return lines
  })
  expect(run.result, 'two gets at 0 ms, and a put every 10 ms').toBeLines([
    'get returns a at 10 ms',
    'get returns b at 20 ms',
  ])
})

test('items come out in the order in which they went in', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(3)
    await produce(queue, ['a', 'b', 'c'])
    return [await queue.get(), await queue.get(), await queue.get()]
  })
  expect(run.result, 'the items that three gets return').toEqual(['a', 'b', 'c'])
})

test('calls that wait are served in order: the oldest get first, the oldest put first', async () => {
  const run = await simulate({}, async () => {
    const empty = new Queue<string>(3)
    const gets = [empty.get(), empty.get(), empty.get()]
    await sleep(10)
    await produce(empty, ['a', 'b', 'c'])

    const full = new Queue<string>(1)
    const puts = ['a', 'b', 'c', 'd'].map(item => full.put(item))
    await sleep(10)
    const items = [await full.get(), await full.get(), await full.get(), await full.get()]
    await Promise.all(puts)
    return { gets: await Promise.all(gets), items }
  })
  expect(run.result.gets, 'the items that three waiting gets return').toEqual(['a', 'b', 'c'])
  expect(run.result.items, 'the items of a, and of three waiting puts').toEqual([
    'a',
    'b',
    'c',
    'd',
  ])
})

test('after close the items can still be taken, and then the loop of every consumer ends', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(3)
    await produce(queue, ['a', 'b', 'c'])
    const consumers = [consume(queue, 10), consume(queue, 25)]
    queue.close()
    return Promise.all(consumers)
  })
  expect(run.result, 'what two consumers receive').toBeLines([
    'a at 0 ms, c at 10 ms, the end at 20 ms',
    'b at 0 ms, the end at 25 ms',
  ])
})

test('close ends every consumer that waits, at that moment', async () => {
  const run = await simulate({}, async () => {
    const queue = new Queue<string>(3)
    const consumers = [consume(queue, 10), consume(queue, 10), consume(queue, 10)]
    await sleep(10)
    queue.close()
    return Promise.all(consumers)
  })
  expect(run.result, 'what three consumers receive from an empty queue').toBeLines([
    'the end at 10 ms',
    'the end at 10 ms',
    'the end at 10 ms',
  ])
})
