import { UnknownAddress } from '../ground/errors.ts'
import { words } from '../ground/words/words.ts'
import type { ClientThread } from './client-thread.ts'
import { connectionFailure } from './connection-failures.ts'
import { addressOf, bodyOf, type Route, type Server } from './routes.ts'

/** What the server sends back. */
export interface Answer {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

type Reply = (result: { answer: Answer } | { error: Error }) => void

/** The fake server, as one thread of a run sees it. Each request is a span in the trace. */
export class FakeServer {
  readonly #client: ClientThread
  readonly #routes: ReadonlyMap<string, Route>

  constructor(client: ClientThread, server: Server) {
    this.#client = client
    this.#routes = new Map(Object.entries(server).map(([key, route]) => [addressOf(key), route]))
  }

  /** The hosts that it plays, each with its port where that is not the usual one. */
  get hosts(): string[] {
    return [...new Set(this.#urls().map(({ host }) => host))]
  }

  /** Whether it plays the host that listens at a port. */
  isAt({ host, port }: { readonly host?: string; readonly port?: number | string }): boolean {
    return this.#urls().some(url => url.hostname === host && portOf(url) === Number(port))
  }

  /**
   * Takes a request and replies once, after the route's delay. Returns what the caller calls when it
   * gives the request up: the server then stops working on it.
   */
  request(method: string, url: string, reply: Reply): () => void {
    const client = this.#client
    const { span, route } = this.#open(method, url)
    if (!route) {
      reply({ error: this.#listOfKnown(method, url) })
      return () => {}
    }
    client.requestOpened()
    const close = (outcome: 'answered' | 'cut' | 'refused' | 'dropped', at?: number) => {
      // Whoever gives a request up may do so when it has been answered already.
      if (span.outcome !== 'open') return
      client.requestClosed()
      client.recorder.close(span, outcome, at)
    }
    const due = client.clock.now + (route.delay ?? 0)
    const callOff = route.silent
      ? () => {}
      : client.later(route.delay ?? 0, () => {
          // The server was done in time, also when the program was too busy to notice.
          const failure = failureOf(route, url)
          if (failure) {
            if (failure.code !== CUT) span.code = failure.code
            close(failure.code === CUT ? 'cut' : 'refused', due)
            reply({ error: failure })
          } else {
            const answer = answerOf(route, method)
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
    const client = this.#client
    client.point()
    const { span, route } = this.#open('GET', url)
    span.blocking = true
    if (!route) throw this.#listOfKnown('GET', url)
    const ms = route.silent ? Number.POSITIVE_INFINITY : (route.delay ?? 0)
    client.stand('blocked', ms, 'get', {
      name: `get('${url}')`,
      reason: 'noAnswer',
    })
    const failure = failureOf(route, url)
    if (failure) {
      if (failure.code !== CUT) span.code = failure.code
      client.recorder.close(span, failure.code === CUT ? 'cut' : 'refused')
      throw new TypeError('get failed', { cause: failure })
    }
    const answer = answerOf(route, 'GET')
    span.status = answer.status
    client.recorder.close(span, 'answered')
    return answer
  }

  /** What `fetch` does where nothing answers at all: the request is in the trace, and fails. */
  refuse: typeof fetch = (input, init) => {
    const { method, url } = new Request(input, init)
    this.#open(method, url)
    return Promise.reject(this.#listOfKnown(method, url))
  }

  #urls(): URL[] {
    return [...this.#routes.keys()].map(key => new URL(key.split(' ')[1] as string))
  }

  #open(method: string, url: string) {
    const route = this.#routes.get(`${method} ${url}`) ?? this.#routeForHead(method, url)
    const span = this.#client.recorder.open({
      row: { group: 'request' },
      kind: 'request',
      label: `${method} ${shortPath(url)}`,
      url,
      method,
    })
    if (!route) this.#client.recorder.close(span, 'unknown')
    return { span, route }
  }

  /** Whoever can be asked for something can be asked for its headers. */
  #routeForHead(method: string, url: string): Route | undefined {
    return method === 'HEAD' ? this.#routes.get(`GET ${url}`) : undefined
  }

  #listOfKnown(method: string, url: string): UnknownAddress {
    const known = [...this.#routes.keys()]
    const isKnownHost = this.hosts.includes(new URL(url).host)
    return new UnknownAddress(
      words.servers.unknownRequest({ method, url, known }),
      isKnownHost ? undefined : 'ENOTFOUND',
    )
  }
}

function portOf({ port, protocol }: URL): number {
  return port === '' ? PORTS[protocol as keyof typeof PORTS] : Number(port)
}

const PORTS = { 'http:': 80, 'https:': 443 }

function shortPath(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

function answerOf(route: Route, method: string): Answer {
  const { body, headers } = bodyOf(route)
  return { status: route.status ?? 200, body: method === 'HEAD' ? '' : body, headers }
}

const CUT = 'ECONNRESET'

/** What Node's HTTP client reports where there is no answer; nothing where there is one. */
function failureOf(route: Route, url: string): (Error & { code: string }) | undefined {
  if (route.cut) return Object.assign(new Error('socket hang up'), { code: CUT })
  const { hostname } = new URL(url)
  return connectionFailure(route, hostname, portOf(new URL(url)))
}
