import { get, request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Content, type Page, servePage } from '../../src/page/server/serve.ts'
import { type Action, actionIn, type Shown } from '../../src/page/shown.ts'

// Who may see the page, and what it answers. What it looks like: browser/.

const subject = { title: '03 Gather', head: '<b>4 of 8 tests pass</b>' }
let shown = { subject } as unknown as Shown
let asked: Action[] = []
const content: Content = {
  shown: () => shown,
  others: () => [],
  act: async action => {
    asked.push(action)
    return action.do === 'go' ? `There is no kata ${action.kata} here.` : undefined
  },
}

let page: Page
beforeEach(async () => {
  page = await servePage(content)
  asked = []
  shown = { subject } as unknown as Shown
})
afterEach(() => page.close())

interface Answer {
  readonly status: number | undefined
  readonly headers: NodeJS.Dict<string | string[]>
  readonly body: string
}

/** Asks as any program could: every header is ours. */
function ask(
  path: string,
  headers: Record<string, string> = {},
  { method = 'GET', body = '' } = {},
): Promise<Answer> {
  const { port } = new URL(page.address)
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false })
    asked.once('error', reject)
    asked.once('response', response => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      response.once('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, body: text })
      })
    })
    asked.end(body)
  })
}

/** The cookie that the whole address is answered with. */
async function cookieOf(): Promise<Record<string, string>> {
  const { pathname, search } = new URL(page.address)
  const { headers } = await ask(pathname + search)
  return { Cookie: String(headers['set-cookie']).split(';')[0] ?? '' }
}

const json = { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin' }

describe('Whoever has the whole address', () => {
  test('is sent on to the page, with a cookie that no script can read', async () => {
    const { search } = new URL(page.address)
    const { status, headers } = await ask(`/${search}`)
    expect([status, headers.location]).toEqual([303, '/'])
    const { port } = new URL(page.address)
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(
        new RegExp(`^cooperativo-${port}=[\\w-]{32}; HttpOnly; SameSite=Strict; Path=/$`),
      ),
    ])
  })

  test('gets the page, its program and its style, and nothing comes from elsewhere', async () => {
    const cookie = await cookieOf()
    const all = await Promise.all(['/', '/page.js', '/page.css'].map(file => ask(file, cookie)))
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200])
    for (const { headers, body } of all) {
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
      expect(headers).not.toHaveProperty('access-control-allow-origin')
      expect(body).not.toMatch(/(src|href)="https?:/)
    }
  })

  test('is told of every change, and at once of what there is', async () => {
    const cookie = await cookieOf()
    const { port } = new URL(page.address)
    const seen: string[] = []
    const done = Promise.withResolvers<void>()
    get({ host: '127.0.0.1', port, path: '/shown', headers: cookie, agent: false }, response => {
      response.setEncoding('utf8').on('data', (text: string) => {
        seen.push(text)
        if (seen.length === 1) {
          shown = { subject: { ...subject, title: '04 Blocking' } } as unknown as Shown
          // Twice, and told once.
          page.update()
          page.update()
        } else done.resolve()
      })
    })
    await done.promise
    expect(seen).toHaveLength(2)
    expect(seen[0]).toBe(`data: ${JSON.stringify({ subject })}\n\n`)
    expect(seen[1]).toContain('04 Blocking')
  })

  test('can ask for what the page offers, and reads why where that is not possible', async () => {
    const cookie = await cookieOf()
    const post = (action: object) =>
      ask('/act', { ...cookie, ...json }, { method: 'POST', body: JSON.stringify(action) })
    expect((await post({ do: 'hint' })).body).toBe('{}')
    expect((await post({ do: 'go', kata: '99' })).body).toBe(
      '{"sentence":"There is no kata 99 here."}',
    )
    expect(asked).toEqual([{ do: 'hint' }, { do: 'go', kata: '99' }])
  })
})

describe('Nobody else', () => {
  test.each(['/', '/page.js', '/shown', '/others', '/?token=', '/?token=guessed', '/act'])(
    'sees %s',
    async path => {
      const { status, body } = await ask(path)
      expect([status, body]).toEqual([403, expect.stringContaining('the whole address')])
    },
  )

  test('can use a cookie of another page, which is at another port', async () => {
    const other = await servePage(content)
    const own = await cookieOf()
    const { port } = new URL(other.address)
    const { status } = await new Promise<{ status: number | undefined }>(resolve => {
      get({ host: '127.0.0.1', port, path: '/', headers: own, agent: false }, response => {
        response.resume()
        resolve({ status: response.statusCode })
      })
    })
    await other.close()
    expect(status).toBe(403)
  })

  test.each(['evil.example.org', 'evil.example.org:80', '127.0.0.1', 'localhost'])(
    'can ask by the name %s, even with the cookie',
    async host => {
      const { status, body } = await ask('/', { ...(await cookieOf()), Host: host })
      expect([status, body]).toEqual([403, expect.stringContaining('is not the one')])
    },
  )

  test('can have another site ask in the name of who has it', async () => {
    const cookie = await cookieOf()
    for (const site of ['cross-site', 'same-site']) {
      const { status } = await ask('/shown', { ...cookie, 'Sec-Fetch-Site': site })
      expect(status).toBe(403)
    }
    expect(asked).toEqual([])
  })

  test('can ask for something in a form, which needs no leave of ours', async () => {
    const form = { 'Content-Type': 'text/plain', 'Sec-Fetch-Site': 'same-origin' }
    const body = '{"do":"run"}'
    const { status } = await ask(
      '/act',
      { ...(await cookieOf()), ...form },
      { method: 'POST', body },
    )
    expect([status, asked]).toEqual([400, []])
  })
})

test('A forwarded port is asked for by the name that was given, with and without its number', async () => {
  const forwarded = await servePage(content, 'box.example.org')
  const { port, search } = new URL(forwarded.address)
  const statuses = ['box.example.org', `box.example.org:${port}`, `127.0.0.1:${port}`].map(
    host =>
      new Promise(resolve => {
        const headers = { Host: host }
        get({ host: '127.0.0.1', port, path: `/${search}`, headers, agent: false }, response => {
          response.resume()
          resolve(response.statusCode)
        })
      }),
  )
  expect(await Promise.all(statuses)).toEqual([303, 303, 303])
  await forwarded.close()
})

test.each([
  '/../package.json',
  '/%2e%2e/package.json',
  '//etc/passwd',
  '/katas/03-gather/gather.ts',
  '/page.js/../../server/serve.ts',
  '/__proto__',
])('No file is read by the path %s', async path => {
  const { status } = await ask(path, await cookieOf())
  expect(status).toBe(404)
})

test('Nothing but reading and asking is answered', async () => {
  const { status } = await ask('/', await cookieOf(), { method: 'DELETE' })
  expect(status).toBe(405)
})

test('A body that is far too long is not read to its end', async () => {
  const body = JSON.stringify({ do: 'edit', place: 'x'.repeat(100_000) })
  const { status } = await ask('/act', { ...(await cookieOf()), ...json }, { method: 'POST', body })
  expect(status).toBe(400)
})

test('Once it is closed, nobody is answered', async () => {
  const { address } = page
  await page.close()
  await expect(fetch(address)).rejects.toThrow('fetch failed')
})

test.each([
  [{ do: 'run' }, { do: 'run' }],
  [
    { do: 'edit', place: 'a.ts:1', more: 1 },
    { do: 'edit', place: 'a.ts:1' },
  ],
  [{ do: 'edit' }, undefined],
  [{ do: 'edit', place: 7 }, undefined],
  [{ do: 'toString' }, undefined],
  [{ do: 'go', kata: 'x'.repeat(2_000) }, undefined],
  ['run', undefined],
  [null, undefined],
])('Of %j, the action is %j', (value, action) => {
  expect(actionIn(value)).toEqual(action)
})
