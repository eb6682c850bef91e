import { on, once } from 'node:events'
import { isMainThread, parentPort, threadId, Worker, type WorkerOptions } from 'node:worker_threads'
import { beforeAll, describe, expect, test } from 'vitest'
import { simulate } from '#lab'

/** A thread that behaves like one of those in the file. */
function start(does: string, { workerData = {}, ...options }: WorkerOptions = {}): Worker {
  const file = new URL('../thread-files/behaves.ts', import.meta.url)
  return new Worker(file, { ...options, ...quickly, workerData: { does, ...workerData } })
}

/** What makes a real thread start in a third of its time; a simulated one does so by itself. */
const QUICKLY = {
  execArgv: ['--import', new URL('../../../src/lab/threads/strip-types.js', import.meta.url).href],
}
let quickly: WorkerOptions = {}

/** All that happens to a worker, in order, until it has exited. */
async function eventsOf(worker: Worker): Promise<unknown[][]> {
  const log: unknown[][] = []
  for (const event of ['online', 'message', 'messageerror', 'error'] as const) {
    worker.on(event as 'message', (...args: unknown[]) => log.push([event, ...args]))
  }
  return new Promise(resolve => {
    worker.on('exit', code => {
      log.push(['exit', code])
      resolve(log)
    })
  })
}

// Node itself as the oracle: each of these tests runs on real threads and on simulated ones.
describe.each([
  { world: 'a real thread', perform: <T>(scenario: () => Promise<T>) => scenario() },
  {
    world: 'a simulated thread',
    perform: async <T>(scenario: () => Promise<T>) => (await simulate({}, scenario)).result,
  },
])('$world', ({ world, perform }) => {
  beforeAll(() => {
    quickly = world === 'a real thread' ? QUICKLY : {}
  })

  // Outside a run, a class of the program's own that extends Worker does not get its methods.
  const realFails = world === 'a real thread' ? test.fails : test

  test('is online, then exits with code 0 when it has nothing left to do', async () => {
    expect(await perform(() => eventsOf(start('ends')))).toEqual([['online'], ['exit', 0]])
  })

  test('sends messages, and they arrive in order, before its exit', async () => {
    const log = await perform(() => eventsOf(start('says', { workerData: { words: ['a', 'b'] } })))
    expect(log).toEqual([['online'], ['message', 'a'], ['message', 'b'], ['exit', 0]])
  })

  test('knows that it is not the main thread, its name and its workerData', async () => {
    const log = await perform(async () => {
      const worker = start('tellsWhereItIs', { name: 'till', workerData: { list: new Set([1]) } })
      // Asked now: a real thread may have ended, and have no number, when its message is read.
      const { threadId } = worker
      const [message] = await once(worker, 'message')
      return [message.threadId === threadId, { ...message, threadId: 0 }]
    })
    expect(log).toEqual([
      true,
      {
        isMainThread: false,
        threadId: 0,
        threadName: 'till',
        workerData: { does: 'tellsWhereItIs', list: new Set([1]) },
      },
    ])
  })

  test('has no name and no workerData where it is given none', async () => {
    const log = await perform(async () => {
      const worker = new Worker(new URL('../thread-files/nothing-given.ts', import.meta.url))
      return once(worker, 'message')
    })
    expect(log).toEqual([
      { workerData: undefined, threadName: 'WorkerThread', hasWorkerData: true },
    ])
  })

  test('has a workerData of its own: a clone', async () => {
    const log = await perform(async () => {
      const workerData = { list: [1] }
      const worker = start('tellsWhereItIs', { workerData })
      workerData.list.push(2)
      const [message] = await once(worker, 'message')
      return message.workerData.list
    })
    expect(log).toEqual([1])
  })

  test('has the number -1 once it has exited, and no name', async () => {
    const log = await perform(async () => {
      const worker = start('ends', { name: 'till' })
      const before = [worker.threadId > 0, worker.threadName]
      const atExit = once(worker, 'exit').then(() => [worker.threadId, worker.threadName])
      return [before, await atExit]
    })
    expect(log).toEqual([
      [true, 'till'],
      [-1, null],
    ])
  })

  test.each(['echoes', 'echoesByOnmessage', 'echoesByAddEventListener'])(
    'that listens stays for more: %s',
    async does => {
      const log = await perform(async () => {
        const worker = start(does)
        worker.postMessage({ a: [1] })
        const [first] = await once(worker, 'message')
        worker.postMessage('b')
        const [second] = await once(worker, 'message')
        return [first, second, await worker.terminate()]
      })
      expect(log).toEqual([{ a: [1] }, 'b', 1])
    },
  )

  test.each([
    ['echoesOnce', ['a']],
    ['echoesTwo', ['a', 'b']],
    ['echoesByEventsOnce', [['a', 'b']]],
    ['listensTwiceWithOneFunction', ['a']],
    ['stopsListening', ['a', 'b', 'stop']],
    ['stopsListeningOnmessage', ['a', 'b', 'stop']],
    ['closes', ['a', 'after close', 'b', 'after close', 'stop']],
    ['unrefsBeforeItListens', ['a', 'b', 'stop']],
    ['hearsItsClose', []],
    ['listensLate', ['a']],
    ['iteratesByEventsOn', ['a', 'b', 'stop']],
    ['keepsContext', ['a']],
  ])('whose listener goes away comes to its end: %s', async (does, messages) => {
    const log = await perform(async () => {
      const worker = start(does)
      for (const message of ['a', 'b', 'stop']) worker.postMessage(message)
      return eventsOf(worker)
    })
    expect(log).toEqual([['online'], ...messages.map(message => ['message', message]), ['exit', 0]])
  })

  test('that was ref’d and whose listener goes away comes to its end, too', async () => {
    const log = await perform(async () => {
      const worker = start('refsAndListensOnce')
      worker.postMessage('a')
      return eventsOf(worker)
    })
    expect(log).toEqual([['online'], ['message', 'a'], ['exit', 0]])
  })

  test('that is not to wait for messages ends although it listens', async () => {
    expect(await perform(() => eventsOf(start('unrefs')))).toEqual([['online'], ['exit', 0]])
  })

  test('keeps what arrives while it listens to nothing', async () => {
    const log = await perform(async () => {
      const worker = start('missesWhatComesBetween')
      worker.postMessage('a')
      worker.postMessage('b')
      return eventsOf(worker)
    })
    expect(log).toEqual([['online'], ['message', ['a', 'b']], ['exit', 0]])
  })

  test.each([
    ['countsListeners', [0, 1, 2, 0]],
    ['removesWhatOnceHasAdded', 0],
  ])('counts listeners of its port: %s', async (does, message) => {
    expect(await perform(() => eventsOf(start(does)))).toEqual([
      ['online'],
      ['message', message],
      ['exit', 0],
    ])
  })

  test('can take messages out of its port by hand', async () => {
    const log = await perform(async () => {
      const worker = start('takesMessages')
      worker.postMessage('a')
      worker.postMessage('b')
      return eventsOf(worker)
    })
    const [first, second] = [{ message: 'a' }, { message: 'b' }]
    expect(log).toEqual([['online'], ['message', { first, second, third: undefined }], ['exit', 0]])
  })

  test('can take one message by hand and listen to the next', async () => {
    const log = await perform(async () => {
      const worker = start('takesOneAndListens')
      worker.postMessage('a')
      worker.postMessage('b')
      return eventsOf(worker)
    })
    expect(log).toEqual([
      ['online'],
      ['message', { first: { message: 'a' }, second: 'b' }],
      ['exit', 0],
    ])
  })

  test('that throws gives an error event, then exits with code 1', async () => {
    const log = await perform(() => eventsOf(start('throws')))
    expect(log).toEqual([['online'], ['error', new TypeError('boom')], ['exit', 1]])
    expect(log[1]?.[1]).toBeInstanceOf(TypeError)
  })

  test('keeps name, message, code and its own fields of an error of its own class', async () => {
    const error = await perform(async () => (await eventsOf(start('throwsItsOwn')))[1]?.[1])
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({
      name: 'ShopError',
      message: 'sold out',
      code: 'E_SOLD_OUT',
      shelf: 7,
      stack: expect.stringContaining('behaves.ts'),
    })
  })

  test('keeps the cause of an error', async () => {
    const error = await perform(async () => (await eventsOf(start('throwsWithCause')))[1]?.[1])
    expect(error).toBeInstanceOf(RangeError)
    expect((error as Error).cause).toBeInstanceOf(TypeError)
    expect((error as Error).cause).toMatchObject({ name: 'TypeError', message: 'inner' })
    expect(Object.keys(error as Error)).toEqual([])
  })

  test('keeps the errors of an AggregateError', async () => {
    const error = await perform(async () => (await eventsOf(start('throwsMany')))[1]?.[1])
    expect(error).toMatchObject({
      name: 'AggregateError',
      message: 'many',
      errors: [new Error('one'), new RangeError('two')],
    })
    expect(error).toBeInstanceOf(AggregateError)
  })

  test.each([
    ['throwsText', 'just text'],
    ['throwsObject', { shelf: 7 }],
    ['throwsNothing', undefined],
  ])('can throw what is no error: %s', async (does, value) => {
    const log = await perform(() => eventsOf(start(does)))
    expect(log).toEqual([['online'], ['error', value], ['exit', 1]])
  })

  test('can throw an error with a field that cannot be sent', async () => {
    const error = await perform(
      async () => (await eventsOf(start('throwsWhatCannotBeSent')))[1]?.[1],
    )
    expect(error).toMatchObject({ message: 'with a function', left: 3 })
  })

  test.each([
    ['throwsInATimer', new Error('late')],
    ['throwsInAListener', new Error('no a')],
    ['rejects', new RangeError('nobody caught it')],
  ])('dies of an error that nobody catches: %s', async (does, error) => {
    const log = await perform(async () => {
      const worker = start(does)
      worker.postMessage('a')
      return eventsOf(worker)
    })
    expect(log).toEqual([['online'], ['error', error], ['exit', 1]])
  })

  test('dies of a rejection without an error, and Node makes one', async () => {
    const error = await perform(async () => (await eventsOf(start('rejectsText')))[1]?.[1])
    expect(error).toMatchObject({ code: 'ERR_UNHANDLED_REJECTION' })
  })

  test.each([
    ['handlesItsErrors', ['caught', 'late']],
    ['handlesItsRejections', ['caught', 'text']],
  ])('can handle them itself: %s', async (does, message) => {
    const log = await perform(() => eventsOf(start(does)))
    expect(log).toEqual([['online'], ['message', message], ['exit', 0]])
  })

  test.each([
    ['exits', 3, ['before']],
    ['exitsInATry', 3, []],
    ['exitsInATimer', 0, []],
    ['exitsInAPromise', 4, []],
    ['setsItsExitCode', 5, []],
    ['exitsWithItsExitCode', 6, []],
    ['saysGoodbye', 0, [['bye', 0]]],
    ['saysGoodbyeWhenItExits', 2, [['bye', 2]]],
  ])('exits with its code: %s', async (does, code, messages) => {
    expect(await perform(() => eventsOf(start(does)))).toEqual([
      ['online'],
      ...messages.map(message => ['message', message]),
      ['exit', code],
    ])
  })

  test.each([
    ['saysGoodbyeTwice', 7, [['bye', 0]]],
    // This one fails only after a thread that had an exit listener, too: it is still there.
    ['changesItsCodeAtTheEnd', 9, []],
  ])('can have a say in its exit: %s', async (does, code, messages) => {
    expect(await perform(() => eventsOf(start(does)))).toEqual([
      ['online'],
      ...messages.map(message => ['message', message]),
      ['exit', code],
    ])
  })

  test('that throws exits with 1 whatever exit code it has set', async () => {
    const log = await perform(() => eventsOf(start('setsItsExitCodeAndThrows')))
    expect(log).toEqual([['online'], ['error', new Error('boom')], ['exit', 1]])
  })

  test('that is terminated does not say goodbye', async () => {
    const log = await perform(async () => {
      const worker = start('saysGoodbyeOrNot')
      const events = eventsOf(worker)
      await once(worker, 'online')
      await worker.terminate()
      return events
    })
    expect(log).toEqual([['online'], ['exit', 1]])
  })

  test('is told at once that a message cannot be cloned', async () => {
    expect(await perform(() => eventsOf(start('sendsWhatCannotBeCloned')))).toEqual([
      ['online'],
      ['message', ['DataCloneError', 25]],
      ['exit', 0],
    ])
  })

  test('is not started, or sent anything, where a value cannot be cloned', async () => {
    const names = await perform(async () => {
      const nameOf = (action: () => unknown) => {
        try {
          return action()
        } catch (error) {
          return (error as Error).name
        }
      }
      const worker = start('echoesOnce')
      const log = eventsOf(worker)
      const first = nameOf(() => worker.postMessage(Symbol('a')))
      const second = nameOf(() => start('echoes', { workerData: { f: () => {} } }))
      worker.postMessage('b')
      return [first, second, await log]
    })
    expect(names).toEqual([
      'DataCloneError',
      'DataCloneError',
      [['online'], ['message', 'b'], ['exit', 0]],
    ])
  })

  test('can transfer a buffer, which is gone afterwards', async () => {
    expect(await perform(() => eventsOf(start('transfers')))).toEqual([
      ['online'],
      ['message', new Uint8Array([1, 2, 3])],
      ['message', 0],
      ['exit', 0],
    ])
  })

  test('can be sent a buffer, which is gone afterwards', async () => {
    const log = await perform(async () => {
      const given = new Uint8Array([1])
      const sent = new Uint8Array([2])
      const listed = new Uint8Array([3])
      const worker = start('echoes', { workerData: { given }, transferList: [given.buffer] })
      worker.postMessage(sent, [sent.buffer])
      // Node takes the list in an object, too; its types do not say so.
      worker.postMessage(listed, { transfer: [listed.buffer] } as never)
      const [first] = await once(worker, 'message')
      await worker.terminate()
      return [given.length, sent.length, listed.length, first]
    })
    expect(log).toEqual([0, 0, 0, new Uint8Array([2])])
  })

  test('has Node’s order of callbacks', async () => {
    expect(await perform(async () => once(start('keepsOrder'), 'message'))).toEqual([
      [
        'sync',
        'microtask',
        'then',
        'tick',
        'immediate',
        'tick in immediate',
        'microtask in immediate',
        'timer',
      ],
    ])
  })

  test('gets the messages that have come before its immediates', async () => {
    const log = await perform(async () => {
      const worker = start('messagesAndTheRest')
      for (const message of ['a', 'b', 'c']) worker.postMessage(message)
      return once(worker, 'message')
    })
    expect(log).toEqual([
      [
        ...['a', 'tick of a', 'microtask of a'],
        ...['b', 'tick of b', 'microtask of b'],
        ...['c', 'tick of c', 'microtask of c'],
        ...['immediate of a', 'immediate of b', 'immediate of c'],
      ],
    ])
  })

  test('gets all messages that have come before a timer that is due meanwhile', async () => {
    const log = await perform(async () => {
      const worker = start('takesItsTime')
      for (const message of ['a', 'b', 'c']) worker.postMessage(message)
      return once(worker, 'message')
    })
    expect(log).toEqual([['a', 'b', 'c', 'timer']])
  })

  test('does not stay for what waitAsync waits for', async () => {
    expect(await perform(() => eventsOf(start('waitsAsync')))).toEqual([['online'], ['exit', 0]])
  })

  test('has the environment that its parent has when it starts', async () => {
    process.env.SHOP = `open in ${world}`
    expect(await perform(() => eventsOf(start('tellsItsEnvironment')))).toEqual([
      ['online'],
      ['message', `open in ${world}`],
      ['exit', 0],
    ])
  })

  test('that is terminated exits with code 1, and the promise says so after the event', async () => {
    const log = await perform(async () => {
      const worker = start('echoes')
      await once(worker, 'online')
      const order: unknown[] = []
      worker.on('exit', code => order.push(['exit', code]))
      order.push(['terminate', await worker.terminate()])
      return order
    })
    expect(log).toEqual([
      ['exit', 1],
      ['terminate', 1],
    ])
  })

  test('that has ended is terminated at once, with no code, and gets no message', async () => {
    const log = await perform(async () => {
      const worker = start('ends')
      await once(worker, 'exit')
      worker.postMessage('too late')
      return [await worker.terminate(), worker.threadId]
    })
    expect(log).toEqual([undefined, -1])
  })

  test('is gone after a block with await using', async () => {
    const log = await perform(async () => {
      const order: unknown[] = []
      {
        await using worker = start('echoes')
        worker.on('exit', code => order.push(['exit', code]))
        worker.postMessage('a')
        order.push(await once(worker, 'message'))
      }
      order.push('after')
      return order
    })
    expect(log).toEqual([['a'], ['exit', 1], 'after'])
  })

  test('can be listened to once, with events.once and with a loop over events.on', async () => {
    const log = await perform(async () => {
      const worker = start('says', { workerData: { words: ['a', 'b', 'c'] } })
      const seen: unknown[] = []
      worker.once('message', message => seen.push(['once', message]))
      const removed = () => seen.push('removed')
      worker.on('message', removed).off('message', removed)
      for await (const [message] of on(worker, 'message')) {
        seen.push(['on', message])
        if (message === 'c') break
      }
      return seen
    })
    expect(log).toEqual([
      ['once', 'a'],
      ['on', 'a'],
      ['on', 'b'],
      ['on', 'c'],
    ])
  })

  test('rejects events.once with its error', async () => {
    const error = await perform(async () =>
      once(start('throws'), 'message').catch((reason: unknown) => reason),
    )
    expect(error).toEqual(new TypeError('boom'))
  })

  test('whose file is not there gives an error event', async () => {
    const log = await perform(async () =>
      eventsOf(new Worker(new URL('./threads/missing.ts', import.meta.url))),
    )
    expect(log).toMatchObject([['online'], ['error', { code: 'MODULE_NOT_FOUND' }], ['exit', 1]])
  })

  test('whose file cannot be linked gives an error event', async () => {
    const log = await perform(async () =>
      eventsOf(new Worker(new URL('../thread-files/broken.mjs', import.meta.url))),
    )
    expect(log).toMatchObject([['online'], ['error', { name: 'SyntaxError' }], ['exit', 1]])
  })

  test('whose file waits for ever for its own promise exits with code 13', async () => {
    const log = await perform(async () =>
      eventsOf(new Worker(new URL('../thread-files/never-loads.ts', import.meta.url))),
    )
    expect(log).toEqual([['online'], ['exit', 13]])
  })

  test.each(['worker.ts', 'https://example.org/worker.js', new URL('https://example.org/w.js'), 5])(
    'can’t be started from %s',
    async file => {
      const error = await perform(async () => {
        try {
          return new Worker(file as string)
        } catch (thrown) {
          return thrown
        }
      })
      expect(error).toBeInstanceOf(TypeError)
    },
  )

  test('can be started from a path', async () => {
    const relative = './test/lab/thread-files/nothing-given.ts'
    const log = await perform(async () => [
      await once(new Worker(relative), 'message'),
      await once(
        new Worker(new URL('../thread-files/nothing-given.ts', import.meta.url).pathname),
        'message',
      ),
    ])
    expect(log).toMatchObject([[{ workerData: undefined }], [{ workerData: undefined }]])
  })

  realFails('can be of a class of the program’s own', async () => {
    class Till extends Worker {
      greeting = 'hello'
      greet(): void {
        this.postMessage(this.greeting)
      }
    }
    const log = await perform(async () => {
      const till = new Till(new URL('../thread-files/behaves.ts', import.meta.url), {
        workerData: { does: 'echoesOnce' },
      })
      till.greet()
      const [message] = await once(till, 'message')
      return [message, till instanceof Till, till instanceof Worker]
    })
    expect(log).toEqual(['hello', true, true])
  })

  test('is a Worker', async () => {
    const log = await perform(async () => {
      const worker = start('ends')
      await once(worker, 'exit')
      return [worker instanceof Worker, worker.constructor.name]
    })
    expect(log).toEqual([true, 'Worker'])
  })

  test('leaves the main thread what it was', async () => {
    expect(await perform(async () => [isMainThread, parentPort, threadId])).toEqual([true, null, 0])
  })
})

// Node sends errors and messages through different channels: which one comes first is a matter of luck.
describe('a simulated thread is always the same where a real one is not', () => {
  test('its messages that came before its error are heard first', async () => {
    expect((await simulate({}, () => eventsOf(start('says_then_throws')))).result).toEqual([
      ['online'],
      ['message', 'before'],
      ['error', new Error('boom')],
      ['exit', 1],
    ])
  })

  test('it says goodbye also when it throws', async () => {
    const { result } = await simulate({}, () => eventsOf(start('saysGoodbyeWhenItThrows')))
    expect(result).toEqual([
      ['online'],
      ['message', ['bye', 1]],
      ['error', new Error('boom')],
      ['exit', 1],
    ])
  })
})
