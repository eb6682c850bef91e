import http from 'node:http'
import https from 'node:https'
import { createSecureContext, type SecureContext } from 'node:tls'

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
}

/**
 * The connections of `fetch`. Node keeps them under one symbol, and a wrapper of them for older callers
 * under another; the newest version of the interface is the one that `fetch` uses.
 */
function freshDispatchers(): (() => void)[] {
  const globals = globalThis as unknown as Record<symbol, Dispatcher>
  const symbols = [2, 1]
    .map(version => Symbol.for(`undici.globalDispatcher.${version}`))
    .filter(symbol => symbol in globals)
  secureContext ??= createSecureContext()
  let own: Dispatcher | undefined
  return symbols.map(symbol => {
    const outside = globals[symbol] as Dispatcher
    const Dispatcher = outside.constructor as new (inner: Dispatcher | object) => Dispatcher
    const inside = new Dispatcher(own ?? { connect: { secureContext } })
    const isOwn = own === undefined
    own ??= inside
    globals[symbol] = inside
    return () => {
      globals[symbol] = outside
      // What is still open belongs to the run that is over: see fetch.ts.
      if (isOwn) void inside.destroy()
    }
  })
}
