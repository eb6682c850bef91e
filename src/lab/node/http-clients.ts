import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import http from 'node:http'
import https from 'node:https'
import type net from 'node:net'
import { createSecureContext, type SecureContext } from 'node:tls'
import { calledFrom, UNDICI } from '../ground/stack-frames.ts'

/**
 * Gives a run HTTP clients of its own. Node's keep connections open for the next request, and one that
 * was opened outside a run would reach the real network from inside. Returns what puts the others back.
 */
export function freshClients(): () => void {
  const back = [freshAgent(http), freshAgent(https), ...freshDispatchers()]
  return () => {
    for (const putBack of back) putBack()
  }
}

function freshAgent(module: { globalAgent: http.Agent }): () => void {
  const outside = module.globalAgent
  const Agent = outside.constructor as new (options: http.AgentOptions) => http.Agent
  module.globalAgent = new Agent((outside as { options?: http.AgentOptions }).options ?? {})
  return () => {
    module.globalAgent = outside
  }
}

/** No connection of a run is really encrypted; a context for each would take a quarter of a request's time. */
let secureContext: SecureContext | undefined

interface Dispatcher {
  destroy(): Promise<void>
  readonly [options: symbol]: object
}

/**
 * The connections of `fetch`. Node keeps them under one symbol, and a wrapper of them for older callers
 * under another; the newest version of the interface is the one that `fetch` uses. What a program has put there
 * stays, unless it is a plain agent: that is made anew with the same options.
 */
function freshDispatchers(): (() => void)[] {
  const globals = globalThis as unknown as Record<symbol, Dispatcher>
  secureContext ??= createSecureContext()
  let own: Dispatcher | undefined
  return [2, 1].flatMap(version => {
    const symbol = Symbol.for(`undici.globalDispatcher.${version}`)
    const outside = globals[symbol]
    if (!outside) return []
    const inside = own ? wrapped(outside, own) : freshDispatcher(outside)
    own ??= inside
    globals[symbol] = inside
    return () => {
      globals[symbol] = outside
      // What is still open belongs to the run that is over: see fetch.ts.
      if (inside !== outside) void inside.destroy()
    }
  })
}

function freshDispatcher(outside: Dispatcher): Dispatcher {
  const Agent = outside.constructor as new (options: object) => Dispatcher
  if (Agent.name !== 'Agent') return outside
  const known = Object.getOwnPropertySymbols(outside).find(
    ({ description }) => description === 'options',
  )
  const { connect, ...options } = (known ? outside[known] : {}) as { connect?: unknown }
  return new Agent({ ...options, connect: connect ?? { secureContext } })
}

/** What older callers are given: the agent itself, or Node's wrapper of it. */
function wrapped(outside: Dispatcher, own: Dispatcher): Dispatcher {
  const Wrapper = outside.constructor as new (inner: Dispatcher) => Dispatcher
  return Wrapper === own.constructor ? own : isWrapper(Wrapper) ? new Wrapper(own) : outside
}

function isWrapper({ name }: { readonly name: string }): boolean {
  return /^Dispatcher\d*Wrapper$/.test(name)
}

const HTTP_CLIENTS = new RegExp(`^node:_http_(agent|client)|${UNDICI.source}`)

/** Whether it is a client of HTTP/2, which the fake server does not speak. */
export function isCalledByHttp2(): boolean {
  return calledFrom(/^node:internal\/http2/, 20)
}

/** Whether it is an HTTP client that does something: Node's own, or undici as a package. */
export function isCalledByHttpClient(): boolean {
  return calledFrom(HTTP_CLIENTS, 20)
}

/**
 * nock looks a name up before a request has its socket, and connects it only when there is an answer. On a network
 * the one comes later and the other long before. Tells the socket's listeners so: time limits begin and end there.
 */
export function tellOfConnection(socket: net.Socket): void {
  let lookUp: unknown[] = []
  socket.once('lookup', (...found: unknown[]) => {
    if (socket.listenerCount('lookup') === 0) lookUp = found
  })
  socket.once('connectionAttempt', () => {
    process.nextTick(() => {
      if (socket.destroyed || !socket.connecting) return
      if (lookUp.length > 0) socket.emit('lookup', ...lookUp)
      Reflect.set(socket, 'connecting', false)
      socket.emit('connect')
      socket.emit('ready')
    })
  })
}

/**
 * Counts the requests of undici, the package, as those of `fetch` are counted: its time limits are steps of its
 * housekeeping, which does not drive the clock by itself. Returns what stops it.
 */
export function countRequests(thread: { fetching: number }): () => void {
  const open = new Set<object>()
  const begun = (message: unknown) => {
    open.add((message as UndiciMessage).request)
    thread.fetching++
  }
  const ended = (message: unknown) => {
    if (open.delete((message as UndiciMessage).request)) thread.fetching--
  }
  const channels = [
    ['undici:request:create', begun],
    ['undici:request:trailers', ended],
    ['undici:request:error', ended],
  ] as const
  for (const [name, listener] of channels) subscribe(name, listener)
  return () => {
    for (const [name, listener] of channels) unsubscribe(name, listener)
  }
}

/** What undici publishes about a request; Node's own copy publishes it, too. */
interface UndiciMessage {
  readonly request: object
}
