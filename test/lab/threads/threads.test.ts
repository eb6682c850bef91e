import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import * as threads from 'node:worker_threads'
import { Worker, type WorkerOptions } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { notebook, observe, requestsOf, simulate, threadsOf, urls } from '#lab'
import { get, sleep } from '#lab/blocking'
import { host } from '../../../src/lab/machine/host.ts'
import { diagnose } from '../report/findings.ts'
import { inBatches, onThreads } from '../thread-files/pool.ts'

const address = 'https://example.org/here'
const server = { [address]: { delay: 100, body: 'here' } }

function fileOf(name: string): URL {
  return new URL(`../thread-files/${name}`, import.meta.url)
}

describe('a run with threads is exact', () => {
  test('the very first run of a process has the trace of all later ones, byte for byte', async () => {
    const traces: string[] = []
    for (let time = 0; time < 20; time++) {
      const run = await simulate({ server: notebook }, () => onThreads(urls, 3))
      traces.push(JSON.stringify(run.trace))
    }
    expect(new Set(traces).size).toBe(1)
  })

  test.each([
    [1, 4090],
    [2, 2070],
    [3, 1710],
    [4, 1450],
    [5, 1330],
    [8, 1190],
    [19, 950],
  ])('the notebook on %i threads takes %i ms', async (limit, ms) => {
    const run = await simulate({ server: notebook }, () => onThreads(urls, limit))
    expect(run).toTake(ms)
    expect(run).toPeakAt(limit)
    expect(run).toStartThreads(limit)
    expect(run).toStartInOrder()
    expect(run).toLeaveNothingBehind()
    expect(run.result).toMatchObject(urls.map((_, index) => ({ id: index + 1 })))
    expect(run.cpu).toBe(0)
    expect(run.ended).toBe(ms)
  })

  test('the notebook in batches of three takes 2,260 ms, and is named as batches', async () => {
    const run = await simulate({ server: notebook }, () => inBatches(urls, 3))
    expect(run).toTake(2260)
    expect(diagnose(run, { elapsed: 1710 })[0]).toMatchObject({
      name: 'inBatches',
      facts: { many: 19, noun: 'request', batches: 7, size: 3 },
    })
  })

  test('fetch on threads takes the same time, also on one that has served before', async () => {
    const traces = new Set<string>()
    for (let time = 0; time < 4; time++) {
      const run = await simulate({ server: notebook }, async () => {
        const worker = new Worker(fileOf('fetches.ts'), { workerData: urls.slice(0, 3) })
        const [answers] = await once(worker, 'message')
        return answers.map(({ id }: { id: number }) => id)
      })
      expect(run.result).toEqual([1, 2, 3])
      expect(run).toTake(290)
      traces.add(JSON.stringify(run.trace))
    }
    expect(traces.size).toBe(1)
  })

  test('what happens on a thread has its number in the trace', async () => {
    const run = await simulate({ server: notebook }, () => onThreads(urls.slice(0, 2), 2))
    expect(requestsOf(run.trace)).toMatchObject([
      { label: 'GET /posts/1', thread: 1, from: 0, to: 290, blocking: true },
      { label: 'GET /posts/2', thread: 2, from: 0, to: 250, blocking: true },
    ])
    expect(threadsOf(run.trace)).toMatchObject([
      { track: 'thread 1', label: 'pool-worker.ts', thread: 1, from: 0, to: 290, outcome: 'done' },
      { track: 'thread 2', label: 'pool-worker.ts', thread: 2, from: 0, to: 250, outcome: 'done' },
    ])
  })

  test('workers go on while the main thread is blocked; it hears of it afterwards', async () => {
    const run = await simulate({}, async () => {
      const worker = new Worker(fileOf('talks.ts'), { workerData: { name: 'a', times: [10, 30] } })
      const heard: unknown[] = []
      worker.on('message', message => heard.push([message, performance.now()]))
      await wait(5)
      sleep(20)
      heard.push(['main', performance.now()])
      await wait(25)
      await worker.terminate()
      return heard
    })
    expect(run.result).toEqual([
      ['main', 25],
      ['a', 25],
      ['a', 40],
    ])
  })

  test('messages go both ways, each in the order of sending', async () => {
    const run = await simulate({}, async () => {
      const worker = new Worker(fileOf('talks.ts'), { workerData: { name: 'a', times: [1, 1] } })
      const heard: unknown[] = []
      worker.on('message', message => heard.push(message))
      for (const message of [1, 2, 'end']) worker.postMessage(message)
      await once(worker, 'exit')
      return heard
    })
    expect(run.result).toEqual(['a', 'a', ['a', 1], ['a', 2], ['a', 'end']])
    expect(run).toTake(2)
  })

  test('threads that could go on at one instant do so by number', async () => {
    const run = await simulate({}, async () => {
      const heard: string[] = []
      const workers = ['c', 'a', 'b'].map((name, index) => {
        const times = index === 0 ? [10] : [5, 5]
        const worker = new Worker(fileOf('talks.ts'), { workerData: { name, times } })
        worker.on('message', message => heard.push(`${message} ${performance.now()}`))
        return worker
      })
      await wait(20)
      await Promise.all(workers.map(worker => worker.terminate()))
      return heard
    })
    expect(run.result).toEqual(['a 5', 'b 5', 'c 10', 'a 10', 'b 10'])
  })

  test('what several threads send at one instant arrives in the order of sending', async () => {
    const run = await simulate({}, async () => {
      const heard: unknown[] = []
      const workers = ['a', 'b', 'c'].map(name => {
        const worker = new Worker(fileOf('talks.ts'), { workerData: { name, times: [] } })
        worker.on('message', message => heard.push(message))
        return worker
      })
      await wait(1)
      for (const index of [2, 0, 1, 0]) workers[index]?.postMessage(index)
      await wait(1)
      await Promise.all(workers.map(worker => worker.terminate()))
      return heard
    })
    // The threads run one after the other, by number, as soon as the main thread waits.
    expect(run.result).toEqual([
      ['a', 0],
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ])
  })
})

describe('what a run does not have is refused by name', () => {
  const file = fileOf('nothing-given.ts')

  test.each([
    'argv',
    'env',
    'eval',
    'execArgv',
    'stdin',
    'stdout',
    'stderr',
    'trackUnmanagedFds',
    'resourceLimits',
  ])('the option %s of a Worker', async option => {
    const run = await observe({}, () => new Worker(file, { [option]: true }))
    expect(run.outcome).toMatchObject({
      status: 'rejected',
      reason: {
        name: 'NotSimulated',
        message:
          `The option '${option}' of a Worker is not simulated. ` +
          'A Worker takes workerData, transferList and name.',
      },
    })
  })

  test('an option that is undefined is none', async () => {
    const run = await simulate({}, async () => {
      const worker = new Worker(file, { env: undefined, argv: undefined })
      return once(worker, 'exit')
    })
    expect(run.result).toEqual([0])
  })

  test.each([
    'stdin',
    'stdout',
    'stderr',
    'resourceLimits',
    'performance',
    'getHeapSnapshot',
    'getHeapStatistics',
    'cpuUsage',
    'startCpuProfile',
    'startHeapProfile',
  ])('%s of a Worker', async name => {
    const run = await observe({}, () => {
      const worker = new Worker(file)
      return (worker as unknown as Record<string, unknown>)[name]
    })
    expect(run.outcome).toMatchObject({
      crash: 'lab',
      reason: {
        name: 'NotSimulated',
        message:
          `\`${name}\` of a Worker is not simulated. ` +
          'Ask the thread for what you need in a message.',
      },
    })
  })

  const messages = 'The threads of a run talk through postMessage of the Worker and of parentPort.'
  const data = 'Pass what the thread needs as workerData.'
  const turn = `To yield to the event loop, await setImmediate of node:timers/promises. ${messages}`

  test.each<[string, () => unknown, string]>([
    ['MessageChannel', () => new threads.MessageChannel(), turn],
    ['MessageChannel', () => new MessageChannel(), turn],
    ['BroadcastChannel', () => new threads.BroadcastChannel('a'), messages],
    ['BroadcastChannel', () => new BroadcastChannel('a'), messages],
    ['postMessageToThread', () => threads.postMessageToThread(1, 'a'), messages],
    ['setEnvironmentData', () => threads.setEnvironmentData('a', 1), data],
    ['getEnvironmentData', () => threads.getEnvironmentData('a'), data],
  ])('%s on the main thread', async (name, use, instead) => {
    const run = await observe({}, use)
    expect(run.outcome).toMatchObject({
      crash: 'lab',
      reason: { name: 'NotSimulated', message: `${name} is not simulated. ${instead}` },
    })
  })

  test.each([
    ['Worker', 'A thread that starts threads is not simulated. Start it from the main thread.'],
    ['MessageChannel', `MessageChannel is not simulated. ${turn}`],
    ['globalMessageChannel', `MessageChannel is not simulated. ${turn}`],
    ['BroadcastChannel', `BroadcastChannel is not simulated. ${messages}`],
    ['getEnvironmentData', `getEnvironmentData is not simulated. ${data}`],
  ])('%s on a thread', async (what, message) => {
    const run = await observe({}, () =>
      once(new Worker(fileOf('nests.ts'), { workerData: what }), 'message'),
    )
    expect(run.outcome).toMatchObject({ crash: 'lab', reason: { name: 'NotSimulated', message } })
  })
})

describe('outside a run all of it works', () => {
  test('options and properties of a Worker are Node’s', async () => {
    const worker = new Worker('console.log(process.env.SHOP, process.argv[2])', {
      eval: true,
      stdout: true,
      env: { SHOP: 'open' },
      argv: ['late'],
      resourceLimits: { maxOldGenerationSizeMb: 40 },
    })
    expect(worker.resourceLimits?.maxOldGenerationSizeMb).toBe(40)
    const exit = once(worker, 'exit')
    const text = await worker.stdout.setEncoding('utf8').toArray()
    expect(text.join('')).toBe('open late\n')
    expect(await exit).toEqual([0])
  })

  test('a thread can start a thread', async () => {
    const worker = new Worker(
      `const { Worker, parentPort } = require('node:worker_threads')
       new Worker("require('node:worker_threads').parentPort.postMessage('inner')", { eval: true })
         .on('message', message => parentPort.postMessage(message))`,
      { eval: true },
    )
    expect(await once(worker, 'message')).toEqual(['inner'])
    await worker.terminate()
  })

  test('channels and environment data are Node’s', async () => {
    const { port1, port2 } = new threads.MessageChannel()
    port1.postMessage('a')
    expect(threads.receiveMessageOnPort(port2)).toEqual({ message: 'a' })
    expect(port1).toBeInstanceOf(threads.MessagePort)
    expect(new MessageChannel()).toBeInstanceOf(MessageChannel)
    port1.close()
    const channel = new BroadcastChannel('news')
    expect(channel).toBeInstanceOf(BroadcastChannel)
    expect(channel.name).toBe('news')
    channel.close()
    threads.setEnvironmentData('shop', 'open')
    expect(threads.getEnvironmentData('shop')).toBe('open')
    threads.setEnvironmentData('shop')
  })
})

test('a thread that has ended without the main thread knowing it yet is terminated, and posted to, in vain', async () => {
  const run = await simulate({}, async () => {
    const worker = new Worker(fileOf('burns.ts'), { workerData: [0, 10] })
    sleep(50)
    worker.postMessage('too late')
    return worker.terminate()
  })
  expect(run.result).toBe(0)
  expect(run).toTake(50)
})

describe('when nothing can happen any more', () => {
  test('each thread is named, with its file, what it waits for, and who could have woken it', async () => {
    const cells = new Int32Array(new SharedArrayBuffer(8))
    const run = await observe({ server: { [address]: { silent: true } } }, async () => {
      const workers = ['waits', 'listens', 'gets'].map(does => {
        return new Worker(fileOf('stands.ts'), { workerData: { does, cells, url: address } })
      })
      await Promise.all(workers.map(worker => once(worker, 'exit')))
    })
    const { reason } = run.outcome as { reason: Error }
    expect(reason.name).toBe('Deadlock')
    expect(reason.message.replaceAll(/\.ts:\d+/g, '.ts:n')).toBe(
      `Nothing can happen any more (at 0 ms): every thread waits.
  the main thread waits at test/lab/threads/threads.test.ts:n, test/lab/threads/threads.test.ts:n for a message from a thread
  thread 1 (stands.ts) waits at test/lab/thread-files/stands.ts:n in Atomics.wait on cell [0] for Atomics.notify from the main thread, thread 2 or thread 3
  thread 2 (stands.ts) waits for a message from the main thread
  thread 3 (stands.ts) waits at test/lab/thread-files/stands.ts:n in get('${address}'): the server never answers that address`,
    )
  })

  test('a main thread that blocks is named, too', async () => {
    const cells = new Int32Array(new SharedArrayBuffer(8))
    const run = await observe({}, () => {
      new Worker(fileOf('stands.ts'), { workerData: { does: 'waits', cells } })
      Atomics.wait(cells, 1, 0)
    })
    const { reason } = run.outcome as { reason: Error }
    expect(reason.message.replaceAll(/\.ts:\d+/g, '.ts:n')).toBe(
      `Nothing can happen any more (at 0 ms): every thread waits.
  the main thread waits at test/lab/threads/threads.test.ts:n in Atomics.wait on cell [1] for Atomics.notify from thread 1
  thread 1 (stands.ts) waits at test/lab/thread-files/stands.ts:n in Atomics.wait on cell [0] for Atomics.notify from the main thread`,
    )
    expect(reason.stack).toContain('test/lab/threads/threads.test.ts')
  })

  test('a main thread that waits alone is told that there is nobody', async () => {
    const run = await observe({}, () => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    })
    expect(run.outcome).toMatchObject({
      crash: 'lab',
      reason: {
        name: 'Deadlock',
        message:
          'Atomics.wait on cell [0] blocks forever: no other thread is left to call Atomics.notify.',
      },
    })
  })

  test('waitAsync that nobody notifies is one, too', async () => {
    const run = await observe({}, async () => {
      await Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0).value
    })
    expect(run.outcome).toMatchObject({ crash: 'lab', reason: { name: 'Deadlock' } })
  })

  test('two locks taken in opposite order are one', async () => {
    const cells = new Int32Array(new SharedArrayBuffer(8))
    const run = await observe({}, async () => {
      const workers = [1, 2].map(
        () => new Worker(fileOf('stands.ts'), { workerData: { does: 'waits', cells } }),
      )
      await Promise.all(workers.map(worker => once(worker, 'exit')))
    })
    expect(run.outcome).toMatchObject({
      reason: {
        message: expect.stringContaining(
          'in Atomics.wait on cell [0] for Atomics.notify from the main thread or one another',
        ),
      },
    })
  })
})

describe('a thread that is left', () => {
  const ways = [
    'listens',
    'sleeps',
    'gets',
    'waits',
    'waitsAsync',
    'burns',
    'repeats',
    'fetches',
    'awaitsForEver',
    'getsStubbornly',
    'sleepsStubbornly',
    'burnsStubbornly',
    'waitsStubbornly',
    'getsInFinally',
  ]
  const silent = { [address]: { silent: true } }
  const dataFor = (does: string) => ({
    does,
    url: address,
    cells: new Int32Array(new SharedArrayBuffer(8)),
  })

  test.each(ways)('behind is named, and ended with the run: %s', async does => {
    const run = await simulate({ server: silent }, async () => {
      new Worker(fileOf('stands.ts'), { workerData: dataFor(does) })
      await wait(20)
    })
    expect(run.elapsed).toBe(20)
    expect(run.left.filter(({ kind }) => kind === 'thread')).toEqual([
      { kind: 'thread', label: 'stands.ts', ended: null },
    ])
    expect(run.ended).toBe(60_020)
  })

  test.each(ways)('is terminated at once, wherever it is: %s', async does => {
    const run = await simulate({ server: silent }, async () => {
      const worker = new Worker(fileOf('stands.ts'), { workerData: dataFor(does) })
      await wait(20)
      const code = await worker.terminate()
      return [code, performance.now()]
    })
    expect(run.result).toEqual([1, 20])
    expect(run).toLeaveNothingBehind()
    expect(run.ended).toBe(20)
  })

  test('is ended where the function fails, whatever it does', async () => {
    const run = await observe({ server: silent }, async () => {
      for (const does of ways) new Worker(fileOf('stands.ts'), { workerData: dataFor(does) })
      await wait(20)
      throw new Error('mine')
    })
    expect(run.outcome).toEqual({ status: 'rejected', reason: new Error('mine') })
    expect(run.left.filter(({ kind }) => kind === 'thread')).toEqual(
      ways.map(() => ({ kind: 'thread', label: 'stands.ts', ended: null })),
    )
  })

  test('is ended where an error ends the run, whatever it does', async () => {
    const run = await observe({ server: silent }, async () => {
      for (const does of ways) new Worker(fileOf('stands.ts'), { workerData: dataFor(does) })
      setTimeout(() => {
        throw new Error('in a timer')
      }, 20)
      await wait(50)
    })
    expect(run.outcome).toMatchObject({ crash: 'uncaught error' })
    expect(run.ended).toBe(20)
  })

  test('and that is terminated before its first step never begins', async () => {
    const run = await simulate({}, async () => {
      const worker = new Worker(fileOf('stands.ts'), { workerData: dataFor('listens') })
      const online: unknown[] = []
      worker.on('online', () => online.push('online'))
      return [await worker.terminate(), online]
    })
    expect(run.result).toEqual([1, []])
  })

  test('no longer runs for real: its heart has stopped', async () => {
    const beat = new Int32Array(new SharedArrayBuffer(4))
    await observe({ server: silent }, async () => {
      for (const does of ['repeats', 'awaitsForEver', 'sleepsStubbornly']) {
        new Worker(fileOf('stands.ts'), { workerData: { ...dataFor(does), beat } })
      }
      await wait(3)
      setTimeout(() => {
        throw new Error('in a timer')
      })
    })
    const atTheEnd = beat[0]
    const next = await simulate({ server: notebook }, () => onThreads(urls, 8))
    expect(next).toTake(1190)
    expect(atTheEnd).toBeGreaterThan(0)
    expect(beat[0]).toBe(atTheEnd)
  })

  test('of CommonJS runs anew each time, too', async () => {
    const found: unknown[] = []
    for (let time = 0; time < 3; time++) {
      const run = await observe({}, async () => {
        const worker = new Worker(fileOf('world.cjs'))
        worker.on('message', message => found.push(message))
        await once(worker, 'exit')
      })
      expect(run.outcome.status).toBe('fulfilled')
    }
    expect(found).toEqual([1, 1, 1])
  })

  test('may do real work meanwhile: the clock stands still', async () => {
    const run = await simulate({}, async () => {
      const worker = new Worker(fileOf('works-for-real.ts'))
      const [message] = await once(worker, 'message')
      return [message, performance.now()]
    })
    expect(run.result).toEqual([64, 5])
  })
})

describe('an error on a thread', () => {
  test('that nobody listens to ends the run with that error', async () => {
    const run = await observe({}, async () => {
      const worker = new Worker(fileOf('stands.ts'), { workerData: { does: 'listensAndThrows' } })
      worker.postMessage('a')
      await wait(50)
    })
    expect(run.outcome).toMatchObject({
      status: 'rejected',
      crash: 'uncaught error',
      reason: { message: 'boom' },
    })
  })

  test('after the function has settled fails the run', async () => {
    const run = await observe({}, async () => {
      const worker = new Worker(fileOf('stands.ts'), { workerData: { does: 'listensAndThrows' } })
      await once(worker, 'online')
      worker.postMessage('a')
    })
    expect(run.outcome).toMatchObject({ crash: 'uncaught error', reason: { message: 'boom' } })
    expect(run.elapsed).toBe(0)
  })

  test('a timer that repeats for ever, while nothing else can happen, ends the run', async () => {
    const run = await observe({}, async () => {
      new Worker(fileOf('stands.ts'), { workerData: { does: 'repeats' } })
      await new Promise(() => {})
    })
    expect(run.outcome).toMatchObject({ crash: 'lab', reason: { name: 'BusyWait' } })
    expect((run.outcome as { reason: Error }).reason.message).toMatch(
      /^Your function has not finished after 50,000 timers, at 500,010 ms\./,
    )
  })

  test('threads that take long to start are not in an endless loop', async () => {
    const { patience, real, idleThreads } = host
    const { Worker: Real } = real
    const warm = idleThreads.splice(0)
    // Each takes more processor time before its first line than a thread may use in one go.
    const slow = fileOf('starts-slowly.mjs').href
    real.Worker = class extends Real {
      constructor(file: string | URL, options: WorkerOptions) {
        super(file, { ...options, execArgv: ['--import', slow] })
      }
    } as typeof Real
    host.patience = 200
    try {
      const run = await simulate({ server: notebook }, () => onThreads(urls, 8))
      expect(run).toTake(1190)
    } finally {
      host.patience = patience
      real.Worker = Real
      idleThreads.push(...warm)
    }
  })

  test('a thread that stands still in something real is told so, and later runs are fine', async () => {
    const { longestIdle } = host
    host.longestIdle = 5
    const run = await observe({}, async () => {
      new Worker(fileOf('stands.ts'), { workerData: { does: 'standsForReal' } })
      await wait(20)
    })
    host.longestIdle = longestIdle
    expect(run.outcome).toMatchObject({ status: 'rejected', crash: 'lab' })
    expect((run.outcome as { reason: Error }).reason.message).toBe(
      'thread 1 (stands.ts) has done nothing for a long time, and no other thread can run meanwhile: it is stuck in a call that is not simulated.',
    )
    const later = await simulate({ server: notebook }, () => onThreads(urls, 3))
    expect(later).toTake(1710)
  })

  // The only test that waits for the real clock: nothing simulated can tell that a loop never ends.
  test('an endless loop is an error that names the file, and later runs are fine', async () => {
    const { patience } = host
    host.patience = 400
    const run = await observe({}, async () => {
      new Worker(fileOf('stands.ts'), { workerData: { does: 'spinsForEver' } })
      await wait(20)
    })
    host.patience = patience
    expect(run.outcome).toMatchObject({
      status: 'rejected',
      crash: 'lab',
      reason: {
        name: 'EndlessLoop',
        message:
          'thread 1 (stands.ts) did not yield for 400 ms of CPU time: a loop in it never ends. Each ' +
          'iteration must wait for something, such as a message, or come closer to the end.',
      },
    })
    const later = await simulate({ server: notebook }, () => onThreads(urls, 3))
    expect(later).toTake(1710)
  })
})

describe('a test that ends before its run', () => {
  let abandoned: Promise<unknown>

  test('leaves a run with a server behind', async () => {
    abandoned = observe({ server }, async () => {
      for (let time = 0; time < 10_000; time++) await wait(10)
    })
  })

  test('leaves a run with threads behind', async () => {
    abandoned = observe({}, async () => {
      new Worker(fileOf('stands.ts'), { workerData: { does: 'sleeps' } })
      for (let time = 0; time < 10_000; time++) await wait(10)
    })
  })

  test('and that run is over, and the next one is fine', async () => {
    expect(await abandoned).toMatchObject({
      outcome: { reason: { message: expect.stringMatching(/^The test ended before/) } },
    })
    const run = await simulate({ server }, () => get(address).text())
    expect(run).toTake(100)
  })
})

describe('what a thread leaves in its world', () => {
  const look = async (leaves?: string) => {
    const run = await simulate({}, async () => {
      const worker = new Worker(fileOf('world.ts'), { workerData: { leaves } })
      const [found] = await once(worker, 'message')
      await once(worker, 'exit')
      return found
    })
    return run.result
  }

  test('is gone with it: globals, state of modules, listeners of its port', async () => {
    const [first, second, third] = [await look('global'), await look('global'), await look()]
    expect(first).toMatchObject({ module: 1, global: undefined, messageListeners: 0 })
    expect([second, third]).toEqual([first, first])
  })

  test.each([
    'symbol',
    'environment',
    'exit listener',
    'warning listener',
    'random',
    'structuredClone',
    'prototype',
  ])('is gone with it: %s', async what => {
    const [first, second] = [await look(what), await look()]
    expect(second).toEqual(first)
  })

  test('is gone with it: an exit listener does nothing in a later run', async () => {
    const eventsOf = async (does: string) => {
      const run = await observe({}, async () => {
        const heard: unknown[] = []
        const worker = new Worker(fileOf('behaves.ts'), { workerData: { does } })
        worker.on('message', message => heard.push(message))
        await once(worker, 'exit')
        return heard
      })
      return run.outcome
    }
    expect(await eventsOf('saysGoodbye')).toEqual({ status: 'fulfilled', value: [['bye', 0]] })
    expect(await eventsOf('saysGoodbye')).toEqual({ status: 'fulfilled', value: [['bye', 0]] })
    expect(await eventsOf('ends')).toEqual({ status: 'fulfilled', value: [] })
    expect(await eventsOf('exits')).toEqual({ status: 'fulfilled', value: ['before'] })
  })

  test('is gone with it: a global that cannot be deleted', async () => {
    const [first, second] = [await look('constant'), await look()]
    expect(second).toEqual(first)
  })
})
