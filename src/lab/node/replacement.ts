import { isMainThread } from 'node:worker_threads'

/** A property that the lab puts something else into, for as long as the process or thread lives. */
export type Replacement = readonly [owner: object, name: PropertyKey, value: unknown]

/** What Node loads with its HTTP client, as soon as one of them is looked at: a quarter of a thread's start. */
const LOADED_LATER = new Set([
  'CloseEvent',
  'ErrorEvent',
  'EventSource',
  'MessageEvent',
  'WebSocket',
])

/**
 * Whether a global is better left alone: on a thread, where that would take too long. There a `WebSocket` fails
 * because no connection comes about, and events are given their moment when they are looked at.
 */
export function isLeftAlone(name: string): boolean {
  return !isMainThread && LOADED_LATER.has(name)
}

/** Stands for the value of a property that has none, but a function that gives it. */
export class Getter {
  readonly get: (this: never) => unknown

  constructor(get: (this: never) => unknown) {
    this.get = get
  }
}

/** A property that is computed in Node: gets what replaces it, which is given what Node would say. */
export function replacedGetter<Owner extends object>(
  owner: Owner,
  name: PropertyKey,
  replacement: (self: Owner, real: () => unknown) => unknown,
): Replacement {
  const real = Object.getOwnPropertyDescriptor(owner, name)?.get
  return [
    owner,
    name,
    new Getter(function (this: Owner) {
      return replacement(this, () => real?.call(this))
    }),
  ]
}
