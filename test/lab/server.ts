import { Deadlock, UnknownAddress } from './errors.ts'
import type { Machine } from './machine.ts'
import { Row } from './trace.ts'

/**
 * A fake server as plain data: an address, `'https://host/path'` or `'POST https://host/path'`, and how
 * it is answered. The order of the routes is the order that `toStartInOrder()` expects.
 */
export type Server = Readonly<Record<string, Route>>

export interface Route {
  /** ms until the answer, the cut, or nothing. Default 0. */
  readonly delay?: number
  /** Default 200. */
  readonly status?: number
  /** Text, or anything that can be written as JSON. Default ''. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** True: after the delay the connection is cut instead of answered. */
  readonly cut?: boolean
  /** True: the server never answers. */
  readonly silent?: boolean
}

/** What the server sends back. */
export interface Answer {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

type Reply = (result: { answer: Answer } | { error: Error }) => void

/** The fake server of one run. Each request is a span in its machine's trace. */
export class FakeServer {
  readonly #machine: Machine
  readonly #routes: ReadonlyMap<string, Route>

  constructor(machine: Machine, server: Server) {
    this.#machine = machine
    this.#routes = new Map(Object.entries(server).map(([key, route]) => [addressOf(key), route]))
  }

  /**
   * Takes a request and replies once, after the route's delay. Returns what the caller calls when it
   * gives the request up: the server then stops working on it.
   */
  request(method: string, url: string, reply: Reply): () => void {
    const machine = this.#machine
    const { span, route } = this.#open(method, url)
    if (!route) {
      reply({ error: this.#unknown(method, url) })
      return () => {}
    }
    machine.requestOpened()
    const close = (outcome: 'answered' | 'cut' | 'dropped', at?: number) => {
      if (span.outcome === 'open') machine.requestClosed()
      machine.recorder.close(span, outcome, at)
    }
    const due = machine.clock.now + (route.delay ?? 0)
    const callOff = route.silent
      ? () => {}
      : machine.later(route.delay ?? 0, () => {
          // The server was done in time, also when the program was too busy to notice.
          if (route.cut) {
            close('cut', due)
            reply({ error: connectionCut() })
          } else {
            const answer = answerOf(route)
            span.status = answer.status
            close('answered', due)
            reply({ answer })
          }
        })
    return () => {
      callOff()
      close('dropped')
    }
  }

  /** The same for a blocking client: moves the clock on, and throws what the client would throw. */
  requestBlocking(url: string): Answer {
    const { recorder } = this.#machine
    const { span, route } = this.#open('GET', url)
    if (!route) throw this.#unknown('GET', url)
    if (route.silent) {
      throw this.#machine.crash(
        new Deadlock(`get('${url}') blocks for ever: the server never answers this address.`),
      )
    }
    this.#machine.block(route.delay ?? 0, 'get')
    recorder.close(span, route.cut ? 'cut' : 'answered')
    if (route.cut) throw new TypeError('get failed', { cause: connectionCut() })
    const answer = answerOf(route)
    span.status = answer.status
    return answer
  }

  #open(method: string, url: string) {
    const route = this.#routes.get(`${method} ${url}`)
    const span = this.#machine.recorder.open({
      row: new Row('request'),
      kind: 'request',
      label: `${method} ${shortPath(url)}`,
      url,
      method,
    })
    if (!route) this.#machine.recorder.close(span, 'unknown')
    return { span, route }
  }

  #unknown(method: string, url: string): UnknownAddress {
    const known = [...this.#routes.keys()]
    const listed = known.slice(0, 20).map(address => `  ${address}`)
    const more = known.length > 20 ? [`  and ${known.length - 20} more`] : []
    return new UnknownAddress(
      known.length === 0
        ? `There is no ${method} ${url}: this run has no server, so no request can be answered.`
        : `There is no ${method} ${url} on the fake server. It knows:\n${[...listed, ...more].join('\n')}`,
    )
  }
}

/** `GET https://host/path`, however the route's author wrote it. */
export function addressOf(key: string): string {
  const [first = '', second] = key.split(' ')
  return second === undefined ? `GET ${new URL(first).href}` : `${first} ${new URL(second).href}`
}

function shortPath(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

function answerOf({ status = 200, body = '', headers = {} }: Route): Answer {
  return typeof body === 'string'
    ? { status, body, headers }
    : {
        status,
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }
}

/** What Node's HTTP client reports when the other side hangs up before it has answered. */
function connectionCut(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
}

/**
 * Says what is wrong with a route, in words that follow the route's address; nothing where it is right.
 */
export function faultOf(key: string, route: unknown): string | undefined {
  const words = key.split(' ')
  if (words.length > 2 || !URL.canParse(words.at(-1) ?? '')) {
    return "is no address; write 'https://host/path' or 'POST https://host/path'"
  }
  if (words.length === 2 && !METHODS.includes(words[0] as string)) {
    return `has the method '${words[0]}'; choose one of ${METHODS.join(', ')}`
  }
  if (typeof route !== 'object' || route === null) return 'must be an object such as { delay: 100 }'
  const {
    delay = 0,
    status = 200,
    cut = false,
    silent = false,
    headers = {},
    body,
    ...rest
  } = route as Route
  const [stranger] = Object.keys(rest)
  if (stranger)
    return `has an unknown property '${stranger}'; there are delay, status, body, headers, cut, silent`
  if (!(Number.isFinite(delay) && delay >= 0)) return 'needs a delay of 0 ms or more'
  if (!(Number.isInteger(status) && status >= 200 && status <= 599))
    return 'needs a status from 200 to 599'
  if (typeof cut !== 'boolean' || typeof silent !== 'boolean')
    return 'needs true or false for cut and silent'
  if (cut && silent) return 'cannot be both cut and silent'
  if (typeof headers !== 'object' || headers === null) return 'needs an object of headers'
  if (typeof body !== 'string' && body !== undefined && JSON.stringify(body) === undefined) {
    return 'has a body that is neither text nor JSON'
  }
  return undefined
}

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
