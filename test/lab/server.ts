import { UnknownAddress } from './errors.ts'
import type { Machine } from './machine.ts'
import { addressOf, bodyOf, type Route, type Server } from './routes.ts'

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
      reply({ error: this.#listOfKnown(method, url) })
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
    const machine = this.#machine
    machine.point()
    const { span, route } = this.#open('GET', url)
    span.blocking = true
    if (!route) throw this.#listOfKnown('GET', url)
    const ms = route.silent ? Number.POSITIVE_INFINITY : (route.delay ?? 0)
    machine.stand('blocked', ms, 'get', {
      name: `get('${url}')`,
      reason: 'the server never answers this address',
    })
    machine.recorder.close(span, route.cut ? 'cut' : 'answered')
    if (route.cut) throw new TypeError('get failed', { cause: connectionCut() })
    const answer = answerOf(route)
    span.status = answer.status
    return answer
  }

  /** The error for an address that is not there, noted in the trace. */
  unknown(method: string, url: string): UnknownAddress {
    this.#open(method, url)
    return this.#listOfKnown(method, url)
  }

  #open(method: string, url: string) {
    const route = this.#routes.get(`${method} ${url}`)
    const span = this.#machine.recorder.open({
      row: { group: 'request' },
      kind: 'request',
      label: `${method} ${shortPath(url)}`,
      url,
      method,
    })
    if (!route) this.#machine.recorder.close(span, 'unknown')
    return { span, route }
  }

  #listOfKnown(method: string, url: string): UnknownAddress {
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

function shortPath(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}

function answerOf(route: Route): Answer {
  return { status: route.status ?? 200, ...bodyOf(route) }
}

/** What Node's HTTP client reports when the other side hangs up before it has answered. */
function connectionCut(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
}
