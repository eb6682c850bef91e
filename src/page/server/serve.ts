import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Action, actionIn, type Earlier, type Shown } from '../shown.ts'
import { words } from '../words/words.ts'
import { type Asset, assets } from './assets.ts'
import { Gate, HEADERS } from './gate.ts'
import { Listeners } from './listeners.ts'

/** Where a page gets what it shows, and what it can ask for. */
export interface Content {
  shown(): Shown
  /** The latest run of each kata that was kept, for whoever compares two of them. */
  others(): readonly Earlier[]
  /** Does it; answers with a sentence where that was not possible. */
  act(action: Action): Promise<string | undefined>
}

/** A page that is being served. */
export interface Page {
  /** Whoever opens this address sees the page. It has a secret in it. */
  readonly address: string
  /** Tells all that look that there is something else to see. */
  update(): void
  close(): Promise<void>
}

/** No request has a longer body, in bytes. */
const LONGEST_BODY = 10_000

/**
 * Serves a page on this computer alone, at a port that is free.
 *
 * @param host a name that requests may be addressed to beside 127.0.0.1 and localhost: that of a forwarded port
 */
export async function servePage(content: Content, host?: string): Promise<Page> {
  const files = assets()
  // What fails is told to whoever asks for it.
  files.catch(() => {})
  const token = randomBytes(24).toString('base64url')
  const listeners = new Listeners(() => content.shown())
  const server = createServer((request, response) => {
    void answer(request, response).catch(error => {
      if (!response.headersSent) response.writeHead(500, HEADERS)
      response.end(String(error))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const gate = new Gate(token, port, host)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method } = request
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const refused = gate.refuses(request)
    if (refused) return send(response, 403, text(words.server[refused]))
    if (pathname === '/' && gate.opens(searchParams.get('token'))) {
      response.writeHead(303, { ...HEADERS, Location: '/', 'Set-Cookie': gate.cookie })
      response.end()
      return
    }
    if (!gate.knows(request)) return send(response, 403, text(words.server.noToken))
    if (method === 'POST' && pathname === '/act') return act(request, response)
    if (method !== 'GET') return send(response, 405, text(words.server.noMethod))
    if (pathname === '/shown') return listeners.add(response)
    if (pathname === '/others') return send(response, 200, json(content.others()))
    const asset = (await files).get(pathname)
    if (asset) return send(response, 200, asset)
    send(response, 404, text(words.server.notThere))
  }

  async function act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const action = actionIn(await bodyOf(request))
    if (!action) return send(response, 400, text(words.server.noAction))
    const sentence = await content.act(action)
    send(response, 200, json({ sentence }))
  }

  return {
    address: `http://127.0.0.1:${port}/?token=${token}`,
    update: () => listeners.tell(),
    close: async () => {
      listeners.close()
      server.closeAllConnections()
      server.close()
      if (server.listening) await once(server, 'close')
    },
  }
}

function send(response: ServerResponse, status: number, { type, body }: Asset): void {
  response.writeHead(status, { ...HEADERS, 'Content-Type': type })
  response.end(body)
}

function text(body: string): Asset {
  return { type: 'text/plain; charset=utf-8', body: `${body}\n` }
}

function json(value: unknown): Asset {
  return { type: 'application/json', body: JSON.stringify(value) }
}

/** A request's body from JSON; undefined where it is no JSON, or too long. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  if (request.headers['content-type'] !== 'application/json') return undefined
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length
    if (length > LONGEST_BODY) return undefined
    parts.push(part)
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString())
  } catch {
    return undefined
  }
}
