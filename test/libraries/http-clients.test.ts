import { describe, expect, test } from 'vitest'
import { type Options, observe } from '#lab'
import { installed, library } from './library.ts'

// HTTP clients that people use, on the exact clock: their time limits, their pools, their errors.

const silent = 'http://a.example.org/silent'
const slow = 'http://a.example.org/slow'
const encrypted = 'https://a.example.org/slow'
const options: Options = {
  server: {
    [silent]: { silent: true },
    [slow]: { delay: 60, body: 'slow' },
    [encrypted]: { delay: 40, body: 'encrypted' },
  },
}

/** What a program gives, or the code or name of its error, and when, in simulated ms. */
async function told(program: () => Promise<unknown>): Promise<[what: unknown, ms: number]> {
  const { outcome, elapsed } = await observe(options, async () => {
    return await program().catch(({ code, name }: NodeJS.ErrnoException) => code ?? name)
  })
  return [outcome.status === 'fulfilled' ? outcome.value : String(outcome.reason), elapsed]
}

describe.runIf(installed)('got', () => {
  const ask = async (url: string, timeout: object) => {
    const { got } = await library('got')
    return await got(url, { timeout, retry: { limit: 0 } }).text()
  }

  test.each([
    ['request', 81],
    ['socket', 81],
    ['response', 81],
  ])('gives up after its limit for the %s', async (limit, ms) => {
    expect(await told(() => ask(silent, { [limit]: 80 }))).toEqual(['ETIMEDOUT', ms])
  })

  test('has connected long before the answer', async () => {
    expect(await told(() => ask(slow, { connect: 30, lookup: 30 }))).toEqual(['slow', 60])
  })
})

describe.runIf(installed)('axios', () => {
  const ask = async (url: string) => {
    const { default: axios } = await library('axios')
    return (await axios.get(url, { timeout: 80 })).data
  }

  test('gives up after its limit, and not before', async () => {
    expect(await told(() => ask(silent))).toEqual(['ECONNABORTED', 80])
    expect(await told(() => ask(slow))).toEqual(['slow', 60])
  })
})

describe.runIf(installed)('needle', () => {
  const ask = async (url: string, limits: object) => {
    const { default: needle } = await library('needle')
    return String((await needle('get', url, null, limits)).body)
  }

  test('gives up after its limit for the response', async () => {
    expect(await told(() => ask(silent, { response_timeout: 80 }))).toEqual(['ECONNRESET', 80])
  })

  test('does not take a slow answer for a slow connection', async () => {
    expect(await told(() => ask(slow, { open_timeout: 30 }))).toEqual(['slow', 60])
  })
})

describe.runIf(installed)('undici', () => {
  const get = { method: 'GET', path: '/slow' }

  test('is served by its own agent, client and pool, with TLS as well', async () => {
    const { Agent, Client, Pool, request } = await library('undici')
    const origin = new URL(slow).origin
    const agent = new Agent()
    expect(
      await told(async () => (await request(slow, { dispatcher: agent })).body.text()),
    ).toEqual(['slow', 60])
    for (const client of [new Client(origin), new Pool(origin)]) {
      expect(await told(async () => (await client.request(get)).body.text())).toEqual(['slow', 60])
    }
    expect(
      await told(async () => (await request(encrypted, { dispatcher: agent })).body.text()),
    ).toEqual(['encrypted', 40])
  })

  test('is served where its agent is the one of all', async () => {
    const { Agent, fetch, getGlobalDispatcher, setGlobalDispatcher } = await library('undici')
    const before = getGlobalDispatcher()
    const program = async () => {
      setGlobalDispatcher(new Agent())
      return await (await fetch(slow)).text()
    }
    expect(await told(program)).toEqual(['slow', 60])
    setGlobalDispatcher(before)
  })

  test('gives up at a step of its own clock of half a second, in every run alike', async () => {
    const { Agent, request } = await library('undici')
    const agent = new Agent({ headersTimeout: 700 })
    const program = () => request(silent, { dispatcher: agent })
    const first = await told(program)
    expect(first).toEqual(['UND_ERR_HEADERS_TIMEOUT', 998])
    expect(await told(program)).toEqual(first)
  })

  test('is told what the server knows where it asks for something else', async () => {
    const { Client } = await library('undici')
    const { outcome } = await observe(options, () =>
      new Client('http://b.example.org').request(get),
    )
    expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'UnknownAddress' } })
    expect(String((outcome as { reason: unknown }).reason)).toContain('It knows:')
  })
})
