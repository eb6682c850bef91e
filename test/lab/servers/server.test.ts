import dgram from 'node:dgram'
import { once } from 'node:events'
import http, { get as httpGet } from 'node:http'
import https, { get as httpsGet, request as httpsRequest } from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeAll, describe, expect, test } from 'vitest'
import { Deadlock, notebook, observe, requestsOf, simulate, UnknownAddress, urls } from '#lab'
import { burn, sleep } from '#lab/blocking'

const address = 'https://example.org/here'
const plainAddress = 'http://example.org/here'
const elsewhere = 'https://example.org/elsewhere'

/** Resolves with the response of a request of `node:http`; rejects with what its 'error' event gives. */
async function responseTo(request: http.ClientRequest): Promise<http.IncomingMessage> {
  const [response] = (await once(request, 'response')) as [http.IncomingMessage]
  return response
}

// Stays the first test of this file, so that its first run is the first one of the process.
test('the same run gives the same trace twenty times, and the very first run of a process does, too', async () => {
  const server = {
    [address]: { delay: 30, body: 'here' },
    [plainAddress]: { delay: 30, body: { here: true } },
    [elsewhere]: { delay: 20, cut: true },
    'https://example.org/never': { silent: true },
  }
  const traces: string[] = []
  for (let times = 0; times < 20; times++) {
    const run = await simulate({ server }, async () => {
      await fetch('https://example.org/unknown').catch(() => {})
      await Promise.all([
        fetch(address).then(response => response.text()),
        fetch(plainAddress).then(response => response.json()),
        fetch(elsewhere).catch(() => {}),
        fetch('https://example.org/never', { signal: AbortSignal.timeout(50) }).catch(() => {}),
        responseTo(https.get(address)).then(text),
      ])
    })
    traces.push(JSON.stringify(run.trace))
  }
  expect(traces).toHaveLength(20)
  expect(new Set(traces).size).toBe(1)
})

test('a request that is given up is dropped, whenever the memory is cleaned up', async () => {
  setFlagsFromString('--expose-gc')
  const cleanUp = runInNewContext('gc') as () => void
  const run = await simulate({ server: { [address]: { silent: true } } }, async () => {
    const answer = fetch(address, { signal: AbortSignal.timeout(50) }).catch(() => {})
    for (let times = 0; times < 3; times++) {
      await wait(10)
      cleanUp()
    }
    await answer
  })
  expect(run.trace.find(({ kind }) => kind === 'request')).toMatchObject({ outcome: 'dropped' })
})

describe('an answer', () => {
  test('comes after the delay of its route, to the millisecond', async () => {
    const run = await simulate({ server: { [address]: { delay: 123 } } }, () => fetch(address))
    expect(run.elapsed).toBe(123)
  })

  test('comes after a fraction of a millisecond where its route says so', async () => {
    const run = await simulate({ server: { [address]: { delay: 0.25 } } }, () => fetch(address))
    expect(run.elapsed).toBe(0.25)
  })

  test('comes at once from a route that says nothing', async () => {
    const run = await simulate({ server: { [address]: {} } }, async () => {
      const response = await fetch(address)
      return [response.status, await response.text()]
    })
    expect(run.result).toEqual([200, ''])
    expect(run.elapsed).toBe(0)
  })

  test('comes at its own time also while a timer of 1 ms ticks', async () => {
    const run = await simulate(
      { server: { [address]: { delay: 100, body: 'here' } } },
      async () => {
        const ticking = setInterval(() => {}, 1)
        await (await fetch(address)).text()
        clearInterval(ticking)
      },
    )
    expect(run.elapsed).toBe(100)
  })

  test('comes whole and without a further delay, also when it is three million characters long', async () => {
    const body = 'x'.repeat(3_000_000)
    const run = await simulate({ server: { [address]: { delay: 100, body } } }, async () => {
      const ticking = setInterval(() => {}, 1)
      const received = await (await fetch(address)).text()
      clearInterval(ticking)
      return received.length
    })
    expect(run.result).toBe(3_000_000)
    expect(run.elapsed).toBe(100)
  })

  test('has the status of its route, and none of them makes fetch fail', async () => {
    const server = {
      'https://example.org/201': { status: 201 },
      'https://example.org/204': { status: 204 },
      'https://example.org/304': { status: 304 },
      'https://example.org/404': { status: 404 },
      'https://example.org/599': { status: 599 },
    }
    const run = await simulate({ server }, async () => {
      const responses = await Promise.all(Object.keys(server).map(url => fetch(url)))
      return responses.map(({ status, ok }) => [status, ok])
    })
    expect(run.result).toEqual([
      [201, true],
      [204, true],
      [304, false],
      [404, false],
      [599, false],
    ])
    expect(run.trace.map(({ status }) => status)).toEqual([201, 204, 304, 404, 599])
  })

  test('has the text of its route, and the address it was asked for', async () => {
    const run = await simulate({ server: { [address]: { body: 'Grüße, 世界' } } }, async () => {
      const response = await fetch(address)
      return [response.url, await response.text()]
    })
    expect(run.result).toEqual([address, 'Grüße, 世界'])
  })

  test('has a body that is no text as JSON, and says so in its headers', async () => {
    const body = { id: 7, tags: ['a', null] }
    const run = await simulate({ server: { [address]: { body } } }, async () => {
      const response = await fetch(address)
      return [response.headers.get('content-type'), await response.json()]
    })
    expect(run.result).toEqual(['application/json', body])
  })

  test('has the headers of its route, and these go before the one for JSON', async () => {
    const route = { body: {}, headers: { 'content-type': 'application/problem+json', 'x-id': '7' } }
    const run = await simulate({ server: { [address]: route } }, async () => {
      const { headers } = await fetch(address)
      return [headers.get('content-type'), headers.get('x-id')]
    })
    expect(run.result).toEqual(['application/problem+json', '7'])
  })

  test('that sends on to another address is followed, and both delays are paid', async () => {
    const server = {
      [address]: { delay: 10, status: 302, headers: { location: elsewhere } },
      [elsewhere]: { delay: 20, body: 'elsewhere' },
    }
    const run = await simulate({ server }, async () => (await fetch(address)).text())
    expect(run.result).toBe('elsewhere')
    expect(run.elapsed).toBe(30)
  })
})

describe('a route', () => {
  test('can be for another method, and the request may have a body', async () => {
    const server = {
      [address]: { body: 'read' },
      [`POST ${address}`]: { delay: 40, status: 201, body: 'written' },
    }
    const run = await simulate({ server }, async () => {
      const response = await fetch(address, { method: 'POST', body: JSON.stringify({ id: 7 }) })
      return [response.status, await response.text()]
    })
    expect(run.result).toEqual([201, 'written'])
    expect(run.elapsed).toBe(40)
    expect(run.trace.map(({ label }) => label)).toEqual(['POST /here'])
  })

  test('for POST answers a form', async () => {
    const form = new FormData()
    form.set('file', new Blob(['content']), 'file.txt')
    const server = { [`POST ${address}`]: { delay: 40, body: 'written' } }
    const run = await simulate({ server }, async () => {
      const response = await fetch(address, { method: 'POST', body: form })
      return response.text()
    })
    expect(run.result).toBe('written')
    expect(run.elapsed).toBe(40)
  })

  test('for POST answers node:https', async () => {
    const server = { [`POST ${address}`]: { delay: 40, status: 201, body: 'written' } }
    const run = await simulate({ server }, async () => {
      const request = https.request(address, { method: 'POST' })
      request.write('first ')
      request.end('last')
      const response = await responseTo(request)
      return [response.statusCode, await text(response)]
    })
    expect(run.result).toEqual([201, 'written'])
    expect(run.elapsed).toBe(40)
  })

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('can be for %s', async method => {
    const server = { [`${method} ${address}`]: { delay: 5, body: method } }
    const run = await simulate({ server }, async () => (await fetch(address, { method })).text())
    expect(run.result).toBe(method)
  })

  test('for HEAD answers with headers and without a body', async () => {
    const server = { [`HEAD ${address}`]: { delay: 15, body: 'here', headers: { 'x-id': '7' } } }
    const run = await simulate({ server }, async () => {
      const response = await fetch(address, { method: 'HEAD' })
      return [response.headers.get('x-id'), await response.text()]
    })
    expect(run.result).toEqual(['7', ''])
    expect(run.elapsed).toBe(15)
  })

  test('is found by the whole address: the query string belongs to it', async () => {
    const server = {
      [`${address}?page=1`]: { delay: 10, body: 'one' },
      [`${address}?page=2`]: { delay: 20, body: 'two' },
    }
    const run = await simulate({ server }, async () => (await fetch(`${address}?page=2`)).text())
    expect(run.result).toBe('two')
    expect(run.trace.map(({ label }) => label)).toEqual(['GET /here?page=2'])
  })

  test('is found whichever way its address is written', async () => {
    const server = { 'https://EXAMPLE.org:443': { body: 'home' } }
    const run = await simulate({ server }, async () => (await fetch('https://example.org/')).text())
    expect(run.result).toBe('home')
  })
})

describe('a connection that is cut', () => {
  test('makes fetch fail as in Node: a TypeError whose cause has the code ECONNRESET', async () => {
    const run = await observe({ server: { [address]: { delay: 70, cut: true } } }, () =>
      fetch(address),
    )
    const { reason } = run.outcome as { reason: Error }
    expect(reason).toEqual(new TypeError('fetch failed'))
    expect(reason.cause).toMatchObject({ code: 'ECONNRESET' })
    expect(run.elapsed).toBe(70)
  })

  test("makes node:http emit 'error' with the code ECONNRESET", async () => {
    const run = await observe({ server: { [plainAddress]: { delay: 70, cut: true } } }, () =>
      responseTo(http.get(plainAddress)),
    )
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { code: 'ECONNRESET' } })
    expect(run.elapsed).toBe(70)
  })

  test('is seen in the trace at the time of the cut', async () => {
    const run = await observe({ server: { [address]: { delay: 70, cut: true } } }, () =>
      fetch(address),
    )
    expect(run.trace).toMatchObject([
      { kind: 'request', label: 'GET /here', from: 0, to: 70, outcome: 'cut' },
    ])
  })
})

describe('a server that is silent', () => {
  test('is given up when the time limit is over, at that very millisecond', async () => {
    const run = await observe({ server: { [address]: { silent: true } } }, () =>
      fetch(address, { signal: AbortSignal.timeout(100) }),
    )
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { name: 'TimeoutError' } })
    expect(run.elapsed).toBe(100)
    expect(requestsOf(run.trace)).toMatchObject([{ from: 0, to: 100, outcome: 'dropped' }])
  })

  test('is given up by node:http, too, when the signal says so', async () => {
    const run = await observe({ server: { [plainAddress]: { silent: true } } }, () =>
      responseTo(http.get(plainAddress, { signal: AbortSignal.timeout(100) })),
    )
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } })
    expect(run.elapsed).toBe(100)
    expect(requestsOf(run.trace)).toMatchObject([{ from: 0, to: 100, outcome: 'dropped' }])
  })

  test('is a deadlock for node:http without a time limit, and the message names the request', async () => {
    const run = await observe({ server: { [plainAddress]: { silent: true } } }, () =>
      responseTo(http.get(plainAddress)),
    )
    const { reason } = run.outcome as { reason: Error }
    expect(reason).toBeInstanceOf(Deadlock)
    expect(reason.message).toContain('GET /here')
    // Node's own agent has a time limit of 5 s, which ends nothing: nobody listens to it.
    expect(run.elapsed).toBe(5000)
  })

  test("is given up by fetch at the end of Node's own time limit, whatever ran before", async () => {
    const run = await observe({ server: { [address]: { silent: true } } }, () => fetch(address))
    const { reason } = run.outcome as { reason: Error }
    expect(reason).toEqual(new TypeError('fetch failed'))
    expect(reason.cause).toMatchObject({ code: 'UND_ERR_HEADERS_TIMEOUT' })
    expect(requestsOf(run.trace)).toMatchObject([{ from: 0, outcome: 'dropped' }])
  })

  test('shows a request that nobody waits for as still open', async () => {
    const run = await simulate({ server: { [plainAddress]: { silent: true } } }, () => {
      http.get(plainAddress)
    })
    expect(run.elapsed).toBe(0)
    expect(run.left).toEqual([{ kind: 'request', label: 'GET /here', ended: null }])
  })
})

describe('a request that the program gives up', () => {
  test('ends in the trace when fetch is aborted, at that very millisecond', async () => {
    const run = await observe({ server: { [address]: { delay: 100 } } }, () => {
      const controller = new AbortController()
      setTimeout(() => controller.abort(), 40)
      return fetch(address, { signal: controller.signal })
    })
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } })
    expect(run.elapsed).toBe(40)
    expect(run.ended).toBe(40)
    expect(requestsOf(run.trace)).toMatchObject([{ from: 0, to: 40, outcome: 'dropped' }])
  })

  test('ends in the trace when node:http destroys it, at that very millisecond', async () => {
    const run = await observe({ server: { [plainAddress]: { delay: 100 } } }, () => {
      const request = http.get(plainAddress)
      setTimeout(() => request.destroy(), 40)
      return responseTo(request)
    })
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { code: 'ECONNRESET' } })
    expect(run.elapsed).toBe(40)
    expect(run.ended).toBe(40)
    expect(requestsOf(run.trace)).toMatchObject([{ from: 0, to: 40, outcome: 'dropped' }])
  })

  test('never reaches the server when its signal was aborted before', async () => {
    const run = await observe({ server: { [address]: { delay: 100 } } }, () =>
      fetch(address, { signal: AbortSignal.abort() }),
    )
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } })
    expect(run.trace).toEqual([])
  })

  test('stays answered when it is aborted after its answer', async () => {
    const run = await simulate({ server: { [address]: { delay: 100 } } }, async () => {
      const controller = new AbortController()
      const response = await fetch(address, { signal: controller.signal })
      await response.text()
      controller.abort()
    })
    expect(run.trace).toMatchObject([{ to: 100, outcome: 'answered' }])
  })
})

describe('node:http and node:https', () => {
  const route = { delay: 60, status: 203, body: { id: 7 }, headers: { 'x-id': '7' } }
  const server = { [address]: route, [plainAddress]: route }

  test('fetch gets this answer', async () => {
    const run = await simulate({ server }, async () => {
      const response = await fetch(address)
      return [response.status, response.headers.get('x-id'), await response.text()]
    })
    expect(run.result).toEqual([203, '7', '{"id":7}'])
    expect(run.elapsed).toBe(60)
  })

  test('http.get of the default import gets the same', async () => {
    const run = await simulate({ server }, async () => {
      const response = await responseTo(http.get(plainAddress))
      return [response.statusCode, response.headers['x-id'], await text(response)]
    })
    expect(run.result).toEqual([203, '7', '{"id":7}'])
    expect(run.elapsed).toBe(60)
  })

  test('get imported by name from node:http gets the same', async () => {
    const run = await simulate({ server }, async () => {
      const response = await responseTo(httpGet(plainAddress))
      return [response.statusCode, response.headers['x-id'], await text(response)]
    })
    expect(run.result).toEqual([203, '7', '{"id":7}'])
    expect(run.elapsed).toBe(60)
  })

  test('https.get of the default import gets the same', async () => {
    const run = await simulate({ server }, async () => {
      const response = await responseTo(https.get(address))
      return [response.statusCode, response.headers['x-id'], await text(response)]
    })
    expect(run.result).toEqual([203, '7', '{"id":7}'])
    expect(run.elapsed).toBe(60)
  })

  test('get and request imported by name from node:https get the same', async () => {
    const run = await simulate({ server }, async () => {
      const first = await responseTo(httpsGet(address))
      const second = await responseTo(httpsRequest(address).end())
      return [
        [first.statusCode, first.headers['x-id'], await text(first)],
        [second.statusCode, second.headers['x-id'], await text(second)],
      ]
    })
    expect(run.result).toEqual([
      [203, '7', '{"id":7}'],
      [203, '7', '{"id":7}'],
    ])
    expect(run.elapsed).toBe(120)
  })

  test('an agent that keeps one connection has one request in flight', async () => {
    const run = await simulate({ server }, () => {
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
      const request = () => responseTo(http.get(plainAddress, { agent })).then(text)
      return Promise.all([request(), request(), request()])
    })
    expect(run).toPeakAt(1)
    expect(run.elapsed).toBe(180)
  })
})

describe('an address that the server does not know', () => {
  const server = { [address]: {}, [`POST ${elsewhere}`]: {} }
  const sentence =
    'There is no GET https://example.org/elsewhere on the fake server. It knows:\n' +
    '  GET https://example.org/here\n' +
    '  POST https://example.org/elsewhere'

  test('makes fetch fail with a sentence that lists the known ones', async () => {
    const run = await observe({ server }, () => fetch(elsewhere))
    const { reason } = run.outcome as { reason: Error }
    expect(reason).toBeInstanceOf(UnknownAddress)
    expect(reason.message).toBe(sentence)
    expect(run.elapsed).toBe(0)
  })

  test('can be caught, as any error of fetch', async () => {
    const run = await simulate({ server }, () => fetch(elsewhere).catch((error: Error) => error))
    expect(run.result).toBeInstanceOf(UnknownAddress)
    expect(run.result).toBeInstanceOf(TypeError)
  })

  test("makes node:https emit 'error' with the same sentence", async () => {
    const run = await observe({ server }, () => responseTo(https.get(elsewhere)))
    const { reason } = run.outcome as { reason: Error }
    expect(reason).toBeInstanceOf(UnknownAddress)
    expect(reason.message).toBe(sentence)
  })

  test('is in the trace, and is no request that the server worked on', async () => {
    const run = await observe({ server }, () => responseTo(https.get(elsewhere)))
    expect(run.trace).toMatchObject([{ label: 'GET /elsewhere', outcome: 'unknown' }])
    expect(requestsOf(run.trace)).toEqual([])
  })

  test('lists the first twenty and counts the others', async () => {
    const many = Object.fromEntries(Array.from({ length: 23 }, (_, n) => [`${address}/${n}`, {}]))
    const run = await observe({ server: many }, () => responseTo(https.get(elsewhere)))
    const { message } = (run.outcome as { reason: Error }).reason
    expect(message).toContain('\n  GET https://example.org/here/19\n  and 3 more')
    expect(message).not.toContain('https://example.org/here/20')
  })

  test.each(['http://example.org/elsewhere', 'https://example.org/elsewhere'])(
    'names %s in a run without a server, where fetch can catch the error',
    async url => {
      const run = await simulate({}, () => fetch(url).catch((error: Error) => error))
      expect(run.result).toBeInstanceOf(UnknownAddress)
      expect((run.result as Error).message).toContain(`There is no GET ${url}`)
      expect((run.result as Error).message).toContain('has no server')
    },
  )

  test("reaches the 'error' event of node:http in a run without a server", async () => {
    const run = await observe({}, () => responseTo(http.get(plainAddress)))
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { name: 'UnknownAddress' } })
    expect(run.outcome).not.toHaveProperty('crash')
  })

  test("reaches the 'error' event of node:https in a run without a server, and crashes nothing", async () => {
    const run = await observe({}, () => responseTo(https.get(address)))
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { name: 'UnknownAddress' } })
    expect(run.outcome).not.toHaveProperty('crash')
  })
})

describe('the real network', () => {
  const real = http.createServer((_, response) => {
    answered++
    response.end('real')
  })
  let answered = 0
  let connected = 0
  let port = 0

  beforeAll(async () => {
    real.on('connection', () => connected++)
    await once(real.listen(0, '127.0.0.1'), 'listening')
    port = (real.address() as AddressInfo).port
    return () => {
      real.closeAllConnections()
      real.close()
    }
  })

  /** What becomes of a raw connection to the real server. */
  function connection(): Promise<unknown> {
    return new Promise(resolve => {
      const socket = net.connect(port, '127.0.0.1')
      socket.on('error', resolve)
      socket.on('connect', () => {
        socket.destroy()
        resolve('connected')
      })
    })
  }

  test('can be reached outside a run', async () => {
    expect(await connection()).toBe('connected')
  })

  test('cannot be reached by a socket in a run without a server', async () => {
    const before = connected
    const run = await simulate({}, connection)
    expect(run.result).toBeInstanceOf(UnknownAddress)
    expect((run.result as Error).message).toContain('does not reach the real network')
    expect(connected).toBe(before)
  })

  test('cannot be reached by a socket in a run with a server', async () => {
    const before = connected
    const run = await simulate({ server: notebook }, connection)
    expect(run.result).toBeInstanceOf(UnknownAddress)
    expect((run.result as Error).message).toContain('does not reach the real network')
    expect(connected).toBe(before)
  })

  test('cannot be reached by a datagram', async () => {
    const socket = dgram.createSocket('udp4')
    const run = await observe({}, () => socket.send('hello', 9, '127.0.0.1'))
    socket.close()
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { name: 'UnknownAddress' } })
  })

  test('can be reached again after a run', async () => {
    await simulate({ server: notebook }, () => fetch(urls[0] as string))
    expect(await connection()).toBe('connected')
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('real')
  })

  test.each([
    ['without a server', {}],
    ['with a server', { server: notebook }],
  ])(
    'cannot be reached over a connection that fetch had kept open, in a run %s',
    async (_, options) => {
      await (await fetch(`http://127.0.0.1:${port}/`)).text()
      const before = answered
      const run = await observe(options, () => fetch(`http://127.0.0.1:${port}/`))
      expect(run.outcome).toMatchObject({ status: 'rejected', reason: { name: 'UnknownAddress' } })
      expect(answered).toBe(before)
    },
  )

  test.each([
    ['without a server', {}],
    ['with a server', { server: notebook }],
  ])(
    'cannot be reached over a connection that node:http had kept open, in a run %s',
    async (_, options) => {
      await text(await responseTo(http.get(`http://127.0.0.1:${port}/`)))
      const before = answered
      const run = await observe(options, () => responseTo(http.get(`http://127.0.0.1:${port}/`)))
      expect(run.outcome).toMatchObject({ status: 'rejected', reason: { name: 'UnknownAddress' } })
      expect(answered).toBe(before)
    },
  )

  test('answers after a run in which the fake server had the same address', async () => {
    const other = http.createServer((_, response) => response.end('real'))
    await once(other.listen(0, '127.0.0.1'), 'listening')
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`
    const run = await simulate({ server: { [url]: { body: 'fake' } } }, async () => [
      await text(await responseTo(http.get(url))),
      await (await fetch(url)).text(),
    ])
    const afterwards = [
      await text(await responseTo(http.get(url))),
      await (await fetch(url)).text(),
    ]
    other.closeAllConnections()
    other.close()
    expect(run.result).toEqual(['fake', 'fake'])
    expect(afterwards).toEqual(['real', 'real'])
  })
})

describe('a run leaves the network as it was', () => {
  const globals = () => [
    globalThis.fetch,
    globalThis.Request,
    globalThis.Response,
    globalThis.Headers,
    globalThis.Headers.prototype.set,
    http.get,
    http.request,
    http.ClientRequest,
    http.Agent,
    http.globalAgent,
    https.get,
    https.request,
    https.globalAgent,
    net.connect,
    net.createConnection,
    net.Socket,
    net.Socket.prototype.connect,
    httpGet,
    httpsGet,
    httpsRequest,
  ]

  test('fetch and node:http are the same objects before and after', async () => {
    const before = globals()
    await simulate({ server: notebook }, () => fetch(urls[0] as string))
    expect(globals().map((value, index) => value === before[index])).toEqual(before.map(() => true))
  })

  test('they are, too, when the run has failed', async () => {
    const before = globals()
    await observe({ server: { [address]: { cut: true } } }, () => fetch(address))
    expect(globals().map((value, index) => value === before[index])).toEqual(before.map(() => true))
  })

  test('they are, too, when the run has crashed', async () => {
    const before = globals()
    await observe({ server: { [address]: {} } }, async () => {
      setTimeout(() => {
        throw new Error('nobody catches this')
      }, 10)
      await wait(20)
    })
    expect(globals().map((value, index) => value === before[index])).toEqual(before.map(() => true))
  })

  test('they are, too, when the run has ended in a deadlock', async () => {
    const before = globals()
    await observe({ server: { [plainAddress]: { silent: true } } }, () =>
      responseTo(http.get(plainAddress)),
    )
    expect(globals().map((value, index) => value === before[index])).toEqual(before.map(() => true))
  })

  test('the next run does not know the routes of the one before', async () => {
    await simulate({ server: { [address]: {} } }, () => responseTo(https.get(address)))
    const run = await observe({ server: { [elsewhere]: {} } }, () => responseTo(https.get(address)))
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { name: 'UnknownAddress' } })
  })
})

describe('a main thread that is blocked', () => {
  test('by sleep does not delay the server, only the moment at which the answer is read', async () => {
    const run = await simulate({ server: { [address]: { delay: 100 } } }, async () => {
      const answer = fetch(address)
      await wait(10)
      sleep(300)
      await answer
    })
    expect(run.elapsed).toBe(310)
    expect(requestsOf(run.trace)).toMatchObject([{ from: 0, to: 100, outcome: 'answered' }])
  })

  test('by burn does not delay the server, and a cut is not delayed either', async () => {
    const run = await simulate({ server: { [address]: { delay: 100, cut: true } } }, async () => {
      const failure = fetch(address).catch(() => {})
      await wait(10)
      burn(300)
      await failure
    })
    expect(run.elapsed).toBe(310)
    expect(requestsOf(run.trace)).toMatchObject([{ from: 0, to: 100, outcome: 'cut' }])
  })

  test('at once after fetch sends the request only when its loop turns', async () => {
    const run = await simulate({ server: { [address]: { delay: 100 } } }, async () => {
      const answer = fetch(address)
      sleep(50)
      await answer
    })
    expect(requestsOf(run.trace)).toMatchObject([{ from: 50, to: 150 }])
    expect(run.elapsed).toBe(150)
  })
})

describe('requests at the same instant', () => {
  const numbered = Array.from({ length: 5 }, (_, n) => `https://example.org/${n}`)
  const server = Object.fromEntries(numbered.map(url => [url, { delay: 50 }]))

  test('reach the server in the order in which fetch was called', async () => {
    const run = await simulate({ server }, () => Promise.all(numbered.map(url => fetch(url))))
    expect(run.trace.map(({ url }) => url)).toEqual(numbered)
    expect(run).toStartInOrder()
  })

  test('are answered in that order', async () => {
    const order: string[] = []
    await simulate({ server }, () =>
      Promise.all(numbered.map(url => fetch(url).then(() => order.push(url)))),
    )
    expect(order).toEqual(numbered)
  })

  test('are answered in that order to node:https, too', async () => {
    const order: string[] = []
    await simulate({ server }, () =>
      Promise.all(numbered.map(url => responseTo(https.get(url)).then(() => order.push(url)))),
    )
    expect(order).toEqual(numbered)
  })

  test('are answered before a timer that was set later for the same instant', async () => {
    const order: string[] = []
    await simulate({ server: { [address]: { delay: 50 } } }, async () => {
      const answer = fetch(address).then(() => order.push('answer'))
      await new Promise(resolve => setImmediate(resolve))
      const timer = wait(50).then(() => order.push('timer'))
      await Promise.all([answer, timer])
    })
    expect(order).toEqual(['answer', 'timer'])
  })
})

describe("the notebook's server", () => {
  test('takes 4,090 ms for its nineteen posts one after another', async () => {
    const run = await simulate({ server: notebook }, async () => {
      for (const url of urls) await fetch(url)
    })
    expect(run.elapsed).toBe(4090)
    expect(run).toPeakAt(1)
  })

  test('takes 950 ms for all of them together', async () => {
    const run = await simulate({ server: notebook }, () => Promise.all(urls.map(url => fetch(url))))
    expect(run.elapsed).toBe(950)
    expect(run).toPeakAt(19)
  })

  test('takes 2,260 ms for batches of three', async () => {
    const run = await simulate({ server: notebook }, async () => {
      for (let first = 0; first < urls.length; first += 3) {
        await Promise.all(urls.slice(first, first + 3).map(url => fetch(url)))
      }
    })
    expect(run.elapsed).toBe(2260)
    expect(run).toPeakAt(3)
  })

  test('answers post 13 with its number and its title', async () => {
    const run = await simulate({ server: notebook }, async () => {
      const response = await fetch(urls[12] as string)
      return response.json()
    })
    expect(run.result).toEqual({ id: 13, title: 'Post number 13' })
    expect(run.elapsed).toBe(60)
  })
})
