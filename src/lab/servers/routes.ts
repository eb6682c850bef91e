import { isTime } from '../ground/time.ts'
import {
  type Checks,
  faultInEnd,
  faultInProperties,
  isFlag,
  isRecord,
} from '../ground/validation.ts'
import { words } from '../ground/words/words.ts'

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
  /** True: after the delay the connection is refused: `ECONNREFUSED`. */
  readonly refused?: boolean
  /** True: after the delay it turns out that the host's name does not resolve: `ENOTFOUND`. */
  readonly unresolved?: boolean
}

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** `GET https://host/path`, however the route's author wrote it. */
export function addressOf(key: string): string {
  const [first = '', second] = key.split(' ')
  return second === undefined ? `GET ${new URL(first).href}` : `${first} ${new URL(second).href}`
}

/** The same server with bodies that any thread can have: text. */
export function plainServer(server: Server): Server {
  return Object.fromEntries(
    Object.entries(server).map(([key, route]) => [key, { ...route, ...bodyOf(route) }]),
  )
}

/** What is sent for a route's body: JSON says so in a header. */
export function bodyOf({ body = '', headers = {} }: Route): Required<Pick<Route, 'headers'>> & {
  readonly body: string
} {
  return typeof body === 'string'
    ? { body, headers }
    : { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
}

const faults = words.routes

/** What is wrong with a server, in words that follow its name; nothing where it is right. */
export function faultOf(server: unknown): string | undefined {
  if (!isRecord(server)) {
    return faults.notAnObject
  }
  const seen = new Set<string>()
  for (const [key, route] of Object.entries(server)) {
    const fault = faultInKey(key) ?? faultInRoute(route) ?? faultInRepeat(addressOf(key), seen)
    if (fault) return faults.wrong({ key, fault })
  }
  return undefined
}

function faultInKey(key: string): string | undefined {
  const words = key.split(' ')
  const url = words.at(-1) ?? ''
  if (words.length > 2 || !/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    return faults.notAnAddress
  }
  const [method = ''] = words
  if (new URL(url).hash !== '') return faults.fragment
  return words.length === 1 || METHODS.includes(method)
    ? undefined
    : faults.method({ method, known: METHODS })
}

function faultInRepeat(address: string, seen: Set<string>): string | undefined {
  if (seen.has(address)) return faults.twice
  seen.add(address)
  return undefined
}

const PROPERTIES: Checks<keyof Route> = {
  delay: [isTime, faults.delay],
  // 205 is left out: Node's client never finds the end of an answer that must not have a body.
  status: [
    value =>
      Number.isInteger(value) && isTime(value) && value >= 200 && value <= 599 && value !== 205,
    faults.status,
  ],
  body: [isText, faults.body],
  headers: [areHeaders, faults.headers],
  cut: [isFlag, faults.flags],
  silent: [isFlag, faults.flags],
  refused: [isFlag, faults.flags],
  unresolved: [isFlag, faults.flags],
}

function areHeaders(headers: unknown): boolean {
  if (!isRecord(headers)) return false
  if (!Object.values(headers).every(value => typeof value === 'string')) return false
  try {
    return new Headers(headers as Record<string, string>) instanceof Headers
  } catch {
    return false
  }
}

function faultInRoute(route: unknown): string | undefined {
  if (!isRecord(route)) return faults.notAnAnswer
  return faultInProperties(route, PROPERTIES) ?? faultInEnd(route)
}

function isText(body: unknown): boolean {
  try {
    return typeof body === 'string' || JSON.stringify(body) !== undefined
  } catch {
    return false
  }
}
