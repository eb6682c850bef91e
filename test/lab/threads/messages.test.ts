import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { observe, type Span, simulate } from '#lab'
import { sleep } from '#lab/blocking'
import { timeline } from '../../../src/lab/report/timeline.ts'
import { diagnose } from '../report/findings.ts'

// Messages between threads, in the trace: from when they were sent until they were taken.

const file = new URL('../thread-files/mail.ts', import.meta.url)

function thread(way: string): Worker {
  return new Worker(file, { workerData: way })
}

function messagesIn(trace: readonly Span[]): Partial<Span>[] {
  return trace
    .filter(({ kind }) => kind === 'message')
    .map(({ label, from, to, outcome, thread }) => ({
      label,
      from,
      to,
      outcome,
      ...(thread === undefined ? {} : { thread }),
    }))
}

const toThread = { label: 'message to thread 1', thread: 1 }
const fromThread = { label: 'message from thread 1' }

describe('a message to a thread', () => {
  test('waits until the thread has done what it does', async () => {
    const { trace } = await simulate({}, async () => {
      const worker = thread('works for 200 ms at each message')
      worker.postMessage('first')
      await wait(10)
      worker.postMessage('second')
      await wait(500)
      await worker.terminate()
    })
    expect(messagesIn(trace)).toEqual([
      { ...toThread, from: 0, to: 0, outcome: 'done' },
      { ...toThread, from: 10, to: 200, outcome: 'done' },
    ])
  })

  test('is taken by whoever listens first, or looks', async () => {
    for (const way of ['sleeps for 200 ms, then listens', 'sleeps for 200 ms, then looks']) {
      const { trace } = await simulate({}, async () => {
        const worker = thread(way)
        worker.postMessage('one')
        await wait(50)
        worker.postMessage('two')
        await wait(500)
        await worker.terminate()
      })
      expect(messagesIn(trace)).toEqual([
        { ...toThread, from: 0, to: 200, outcome: 'done' },
        { ...toThread, from: 50, to: 200, outcome: 'done' },
      ])
    }
  })

  test('that nobody takes ends with its thread, or with the run', async () => {
    const { trace } = await simulate({}, async () => {
      const worker = thread('never listens')
      worker.postMessage('one')
      await once(worker, 'exit')
    })
    expect(messagesIn(trace)).toEqual([{ ...toThread, from: 0, to: 200, outcome: 'ended' }])
  })
})

describe('a message from a thread', () => {
  test('waits until the loop of the main thread turns', async () => {
    const { trace } = await simulate({}, async () => {
      const worker = thread('sends at 10, 20 and 30')
      worker.on('message', () => {})
      await once(worker, 'online')
      sleep(25)
      await once(worker, 'exit')
    })
    expect(messagesIn(trace)).toEqual([
      { ...fromThread, from: 10, to: 25, outcome: 'done' },
      { ...fromThread, from: 20, to: 25, outcome: 'done' },
      { ...fromThread, from: 30, to: 30, outcome: 'done' },
    ])
  })

  test('that comes when the run is over is still on its way', async () => {
    const { trace } = await observe({}, async () => {
      const worker = thread('sends at 10, 20 and 30')
      await once(worker, 'message')
      throw new Error('enough')
    })
    expect(messagesIn(trace)[0]).toMatchObject({ from: 10, to: 10, outcome: 'done' })
  })
})

describe('a message that had to wait', () => {
  const program = async () => {
    const worker = thread('works for 200 ms at each message')
    worker.postMessage('first')
    await wait(10)
    worker.postMessage('second')
    await wait(500)
    await worker.terminate()
  }

  test('can be seen, and those that did not are left out', async () => {
    const picture = timeline(await simulate({}, program))
    const lines = picture.split('\n').filter(line => line.startsWith('message'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^message ..o thread 1 +-+ +10-200$|^message to thread 1 +-+ +10-200$/)
  })

  test('is told, where there was to be less time', async () => {
    const run = await simulate({}, async () => {
      const worker = thread('sleeps for 200 ms, then answers')
      worker.postMessage('please')
      await once(worker, 'message')
      await once(worker, 'exit')
    })
    expect(diagnose(run, {})).toEqual([])
    expect(diagnose(run, { elapsed: 10 })).toEqual([
      {
        name: 'messageWaited',
        facts: { label: 'message to thread 1', ms: 200, from: 0, to: 200, thread: 1 },
      },
    ])
  })
})

test('messages of equal runs are equal', async () => {
  const traces = new Set<string>()
  for (let time = 0; time < 10; time++) {
    const run = await simulate({}, async () => {
      const workers = [1, 2, 3].map(() => thread('works for 200 ms at each message'))
      for (const worker of workers) for (const word of 'abc') worker.postMessage(word)
      await wait(1_000)
      await Promise.all(workers.map(worker => worker.terminate()))
    })
    traces.add(JSON.stringify(run.trace))
  }
  expect(traces.size).toBe(1)
})
