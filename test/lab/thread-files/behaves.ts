import { AsyncResource } from 'node:async_hooks'
import { once } from 'node:events'
import {
  isMainThread,
  parentPort,
  receiveMessageOnPort,
  threadId,
  threadName,
  workerData,
} from 'node:worker_threads'
import { burn } from '#lab/blocking'

type Port = NonNullable<typeof parentPort>
const port = parentPort as Port

class ShopError extends Error {
  override name = 'ShopError'
  code = 'E_SOLD_OUT'
  shelf = 7
}

const after = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** What a thread does: its parent names one of these as `workerData.does`. */
const behaviours: Record<string, () => unknown> = {
  ends() {},
  says() {
    for (const word of workerData.words) port.postMessage(word)
  },
  tellsWhereItIs() {
    port.postMessage({ isMainThread, threadId, threadName, workerData })
  },
  echoes() {
    port.on('message', message => port.postMessage(message))
  },
  echoesOnce() {
    port.once('message', message => port.postMessage(message))
  },
  echoesTwo() {
    port.once('message', first => {
      port.postMessage(first)
      port.once('message', second => port.postMessage(second))
    })
  },
  echoesByOnmessage() {
    port.onmessage = ({ data }) => port.postMessage(data)
  },
  echoesByAddEventListener() {
    port.addEventListener('message', event => port.postMessage((event as MessageEvent).data))
  },
  async echoesByEventsOnce() {
    const [first] = await once(port, 'message')
    const [second] = await once(port, 'message')
    port.postMessage([first, second])
  },
  stopsListening() {
    const listener = (message: unknown) => {
      port.postMessage(message)
      if (message === 'stop') port.off('message', listener)
    }
    port.on('message', listener)
  },
  stopsListeningOnmessage() {
    port.onmessage = ({ data }) => {
      port.postMessage(data)
      if (data === 'stop') port.onmessage = null
    }
  },
  closes() {
    port.on('message', message => {
      port.postMessage(message)
      if (message === 'stop') port.close()
      port.postMessage('after close')
    })
  },
  hearsItsClose() {
    port.on('close', () => {})
    port.on('message', () => {
      port.close()
    })
  },
  unrefs() {
    port.on('message', message => port.postMessage(message))
    port.unref()
  },
  unrefsBeforeItListens() {
    port.unref()
    const listener = (message: unknown) => {
      port.postMessage(message)
      if (message === 'stop') port.off('message', listener)
    }
    port.on('message', listener)
  },
  refsAndListensOnce() {
    port.ref()
    port.once('message', message => port.postMessage(message))
  },
  listensTwiceWithOneFunction() {
    const listener = (message: unknown) => {
      port.postMessage(message)
      port.off('message', listener)
    }
    port.on('message', listener)
    port.on('message', listener)
  },
  countsListeners() {
    const listener = () => {}
    const counts = [port.listenerCount('message')]
    port.on('message', listener)
    counts.push(port.listenerCount('message'))
    port.once('message', () => {})
    counts.push(port.listenerCount('message'))
    port.removeAllListeners('message')
    counts.push(port.listenerCount('message'))
    port.postMessage(counts)
    port.unref()
  },
  removesWhatOnceHasAdded() {
    const listener = () => port.postMessage('called')
    port.once('message', listener)
    port.off('message', listener)
    port.postMessage(port.listenerCount('message'))
  },
  async listensLate() {
    await after(5)
    port.once('message', first => {
      port.postMessage(first)
    })
  },
  async missesWhatComesBetween() {
    const [first] = await once(port, 'message')
    await after(5)
    const listener = (second: unknown) => {
      port.postMessage([first, second])
      port.off('message', listener)
    }
    port.on('message', listener)
  },
  takesMessages() {
    const [first, second, third] = [1, 2, 3].map(() => receiveMessageOnPort(port))
    port.postMessage({ first, second, third })
  },
  takesOneAndListens() {
    const first = receiveMessageOnPort(port)
    port.once('message', second => port.postMessage({ first, second }))
  },
  throws() {
    throw new TypeError('boom')
  },
  throwsItsOwn() {
    throw new ShopError('sold out')
  },
  throwsWithCause() {
    throw new RangeError('outer', { cause: new TypeError('inner') })
  },
  throwsMany() {
    throw new AggregateError([new Error('one'), new RangeError('two')], 'many')
  },
  throwsText() {
    throw 'just text'
  },
  throwsObject() {
    throw { shelf: 7 }
  },
  throwsNothing() {
    throw undefined
  },
  throwsWhatCannotBeSent() {
    throw Object.assign(new Error('with a function'), { retry: () => {}, left: 3 })
  },
  throwsInATimer() {
    setTimeout(() => {
      throw new Error('late')
    }, 1)
  },
  throwsInAListener() {
    port.on('message', message => {
      throw new Error(`no ${message}`)
    })
  },
  rejects() {
    void Promise.reject(new RangeError('nobody caught it'))
    setTimeout(() => port.postMessage('still here'), 1000)
  },
  rejectsText() {
    void Promise.reject('just text')
  },
  handlesItsErrors() {
    process.on('uncaughtException', ({ message }: Error) => port.postMessage(['caught', message]))
    setTimeout(() => {
      throw new Error('late')
    }, 1)
  },
  handlesItsRejections() {
    process.on('unhandledRejection', reason => port.postMessage(['caught', reason]))
    void Promise.reject('text')
  },
  says_then_throws() {
    port.postMessage('before')
    throw new Error('boom')
  },
  exits() {
    port.postMessage('before')
    process.exit(3)
    port.postMessage('after')
  },
  exitsInATry() {
    try {
      process.exit(3)
    } catch {
      port.postMessage('caught')
    } finally {
      port.postMessage('finally')
    }
  },
  exitsInATimer() {
    port.on('message', () => {})
    setTimeout(() => process.exit(), 1)
    setTimeout(() => port.postMessage('too late'), 2)
  },
  exitsInAPromise() {
    void Promise.resolve()
      .then(() => process.exit(4))
      .catch(() => port.postMessage('caught'))
  },
  setsItsExitCode() {
    process.exitCode = 5
  },
  exitsWithItsExitCode() {
    process.exitCode = 6
    process.exit()
  },
  setsItsExitCodeAndThrows() {
    process.exitCode = 5
    throw new Error('boom')
  },
  saysGoodbye() {
    process.on('exit', code => port.postMessage(['bye', code]))
  },
  saysGoodbyeWhenItExits() {
    process.on('exit', code => port.postMessage(['bye', code]))
    process.exit(2)
  },
  saysGoodbyeWhenItThrows() {
    process.on('exit', code => port.postMessage(['bye', code]))
    throw new Error('boom')
  },
  saysGoodbyeTwice() {
    process.on('exit', code => {
      port.postMessage(['bye', code])
      process.exit(7)
    })
  },
  changesItsCodeAtTheEnd() {
    process.on('exit', () => {
      process.exitCode = 9
    })
  },
  saysGoodbyeOrNot() {
    process.on('exit', code => port.postMessage(['bye', code]))
    port.on('message', () => {})
  },
  sendsWhatCannotBeCloned() {
    try {
      port.postMessage(() => {})
    } catch (error) {
      const { name, code } = error as DOMException
      port.postMessage([name, code])
    }
  },
  transfers() {
    const bytes = new Uint8Array([1, 2, 3])
    port.postMessage(bytes, [bytes.buffer])
    port.postMessage(bytes.byteLength)
  },
  keepsOrder() {
    const log: string[] = []
    const note = (what: string) => () => log.push(what)
    setImmediate(() => {
      log.push('immediate')
      setTimeout(note('timer'), 0)
      process.nextTick(note('tick in immediate'))
      queueMicrotask(note('microtask in immediate'))
      setTimeout(() => port.postMessage(log), 5)
    })
    process.nextTick(note('tick'))
    queueMicrotask(note('microtask'))
    void Promise.resolve().then(note('then'))
    log.push('sync')
  },
  async messagesAndTheRest() {
    const log: string[] = []
    port.on('message', message => {
      log.push(message)
      setImmediate(() => log.push(`immediate of ${message}`))
      process.nextTick(() => log.push(`tick of ${message}`))
      void Promise.resolve().then(() => log.push(`microtask of ${message}`))
      if (message === 'c') {
        setTimeout(() => {
          port.postMessage(log)
          port.close()
        }, 5)
      }
    })
  },
  takesItsTime() {
    const log: string[] = []
    port.on('message', message => {
      if (message === 'a') setTimeout(() => log.push('timer'), 5)
      burn(20)
      log.push(message)
      if (message !== 'c') return
      setTimeout(() => {
        port.postMessage(log)
        port.close()
      }, 20)
    })
  },
  waitsAsync() {
    void Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  },
  tellsItsEnvironment() {
    port.postMessage(process.env.SHOP)
  },
  async keepsContext() {
    const resource = new AsyncResource('test')
    port.once('message', message => resource.runInAsyncScope(() => port.postMessage(message)))
  },
  iteratesByEventsOn() {
    void (async () => {
      const { on } = await import('node:events')
      for await (const [message] of on(port, 'message')) {
        port.postMessage(message)
        if (message === 'stop') break
      }
    })()
  },
}

behaviours[workerData.does]?.()
