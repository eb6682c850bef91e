import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'
import { once } from 'node:events'
import net from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { simulate } from '#lab'
import { expectAsOnNode, type Program } from '../beside-node.ts'

// Whatever is called back later is called in the context in which it was asked for, as on Node.

const store = new AsyncLocalStorage<string>()
const inContext = <T>(name: string, call: () => T) => store.run(name, call)

const programs: Record<string, { program: Program; says: string[] }> = {
  'timers and immediates': {
    program: async log => {
      inContext('timeout', () => setTimeout(() => log(`${store.getStore()}`), 10))
      inContext('immediate', () => setImmediate(() => log(`${store.getStore()}`)))
      // It is the second beat that ends it, not a third timer: Node's own may be late on a busy machine.
      const { promise: beaten, resolve } = Promise.withResolvers<void>()
      let beats = 0
      const beat = inContext('interval', () =>
        setInterval(() => {
          log(`${store.getStore()}`)
          if (++beats === 2) resolve()
        }, 30),
      )
      await beaten
      clearInterval(beat)
    },
    says: ['0 immediate', '10 timeout', '30 interval', '60 interval'],
  },
  'a timer that another has set, and one that is refreshed elsewhere': {
    program: async log => {
      const { promise: fired, resolve } = Promise.withResolvers<void>()
      const timer = inContext('set here', () =>
        setTimeout(() => {
          log(`${store.getStore()}`)
          setTimeout(() => {
            log(`${store.getStore()}, still`)
            resolve()
          }, 10)
        }, 20),
      )
      inContext('refreshed here', () => timer.refresh())
      await inContext('awaited here', () => fired)
      log(`${store.getStore()}`)
    },
    says: ['20 set here', '30 set here, still', '30 undefined'],
  },
  'the abort event of AbortSignal.timeout': {
    program: async log => {
      const signal = inContext('made here', () => AbortSignal.timeout(10))
      inContext('listened here', () => {
        signal.addEventListener('abort', () => log(`${store.getStore()}`))
      })
      await delay(20)
    },
    says: ['10 made here'],
  },
  'arguments and `this` come along': {
    program: async log => {
      const timer = setTimeout(
        function (this: unknown, a: number, b: number) {
          log(`${this === timer} ${a + b}`)
        },
        10,
        1,
        2,
      )
      await delay(20)
    },
    says: ['10 true 3'],
  },
}

describe('a context of AsyncLocalStorage is there', () => {
  test.each(Object.entries(programs))('in %s', (_name, { program, says }) =>
    expectAsOnNode(program, says),
  )

  const threads = async () => {
    const file = new URL('../thread-files/nothing-given.ts', import.meta.url)
    const worker = inContext('started here', () => new Worker(file))
    const seen: (string | undefined)[] = []
    inContext('listened here', () => worker.on('exit', () => seen.push(store.getStore())))
    worker.on('online', () => seen.push(store.getStore()))
    await once(worker, 'exit')
    return seen
  }

  test('in the events of a thread', async () => {
    const { result } = await simulate({}, threads)
    expect(result).toEqual(['started here', 'started here'])
    expect(await threads()).toEqual(result)
  })

  const sockets = async (port: number, host: string) => {
    const seen: (string | undefined)[] = []
    const socket = inContext('connected here', () => net.connect(port, host))
    socket.on('connect', () => seen.push(store.getStore()))
    socket.on('data', () => seen.push(store.getStore()))
    inContext('written here', () => socket.write('PING\r\n'))
    await once(socket, 'data')
    socket.destroy()
    return seen
  }

  test('in the events of a socket', async () => {
    const databases = { 'redis://cache.example.org': { queries: {} } }
    const { result } = await simulate({ databases }, () => sockets(6379, 'cache.example.org'))
    expect(result).toEqual(['connected here', 'connected here'])
    const server = net.createServer(client => client.pipe(client)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    expect(await sockets((server.address() as net.AddressInfo).port, '127.0.0.1')).toEqual(result)
    server.close()
  })

  test('in the callbacks of pg: that of the connection', async () => {
    const databases = {
      'postgres://kata:secret@blog.example.org/blog': {
        queries: { 'select 1 as one': { delay: 10, rows: [{ one: 1 }] } },
      },
    }
    const { result } = await simulate({ databases }, async () => {
      const client = new pg.Client('postgres://kata:secret@blog.example.org/blog')
      await inContext('connected here', () => client.connect())
      const { promise, resolve } = Promise.withResolvers<string | undefined>()
      client.query('select 1 as one', () => resolve(store.getStore()))
      const seen = await promise
      await client.end()
      return seen
    })
    expect(result).toBe('connected here')
  })
})

describe('a resource that a program makes for itself is no operation of Node’s', () => {
  test.each(['MY_REQUEST', 'UNDICI_REQUEST', 'FSREQCALLBACK', 'PROCESSWRAP'])('%s', async type => {
    const run = await simulate({}, async () => {
      const resource = new AsyncResource(type)
      await delay(10)
      return resource.runInAsyncScope(() => performance.now())
    })
    expect(run.result).toBe(10)
  })
})
