import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { host } from '../machine/host.ts'
import type { FakeNetwork } from '../servers/fake-network.ts'
import { METHODS } from '../servers/routes.ts'
import { isInFetch } from './fetch.ts'
import {
  countRequests,
  isCalledByHttp2,
  isCalledByHttpClient,
  tellOfConnection,
} from './http-clients.ts'
import { connectElsewhere, isMocked, targetOf } from './sockets.ts'

/** The thread whose requests are answered. */
interface Served {
  readonly network: FakeNetwork
  /** Set to what its `fetch` goes on to. */
  fetch: typeof fetch
  /** How many requests of undici are on their way. */
  fetching: number
}

/**
 * Puts the fake server behind `fetch`, `node:http` and `node:https` for as long as a run lasts. nock
 * does the protocol; the lab does the answers and their delays, in a reply function, because nock's own
 * delay holds back only the end of a body. nock is loaded when it is first needed and not before: it
 * keeps the timers that it finds then, and the lab's have to be there.
 *
 * Returns what takes the server away again.
 */
export async function serveHttp(thread: Served): Promise<() => void> {
  const { default: nock } = await import('nock')
  if (nock.isActive()) nock.restore()
  // nock replaces Node's `fetch`; the program keeps the lab's, which goes on to nock's.
  const ours = globalThis.fetch
  globalThis.fetch = host.real.fetch
  nock.activate()
  thread.fetch = globalThis.fetch
  globalThis.fetch = ours
  refuseOtherConnections(thread.network)
  nock.disableNetConnect()

  // Who only has a request's signal does not hear it: it falls silent once the request is collected.
  const requests = new Set<Request>()
  const scope = nock(/^https?:/).persist()
  for (const method of METHODS) {
    scope
      .intercept(() => true, method)
      .reply(async (asked: unknown) => {
        const request = asked as Request
        requests.add(request)
        const { url, signal } = request
        return new Promise<[number, string, Record<string, string>]>((resolve, reject) => {
          const giveUp = thread.network.server.request(method, url, result => {
            requests.delete(request)
            if ('error' in result) return reject(result.error)
            const { status, body, headers } = result.answer
            resolve([status, body, headers])
          })
          signal.addEventListener('abort', giveUp, { once: true })
        })
      })
  }
  const stopCounting = countRequests(thread)
  syncBuiltinESMExports()

  return () => {
    stopCounting()
    nock.cleanAll()
    nock.restore()
    host.reinstate?.()
    syncBuiltinESMExports()
  }
}

/**
 * nock plays the other end of every connection, whatever it is for. A run has HTTP alone: what an HTTP client opens
 * goes to the fake server, which says so where it does not know an address; any other connection only where it is
 * to a host and a port of the server's.
 */
function refuseOtherConnections({ server }: FakeNetwork): void {
  const { connect } = net.Socket.prototype
  net.Socket.prototype.connect = function (this: net.Socket, ...args: Parameters<typeof connect>) {
    if (isInFetch() || isMocked(args[0])) return connect.apply(this, args)
    const isServed = isCalledByHttpClient() || (server.isAt(targetOf(args)) && !isCalledByHttp2())
    if (!isServed) return connectElsewhere(this, args)
    tellOfConnection(this)
    return connect.apply(this, args)
  } as typeof connect
}
