import buffer from 'node:buffer'
import crypto from 'node:crypto'
import { host } from '../machine/host.ts'
import { EPOCH } from './dates.ts'
import { isLeftAlone, type Replacement, replacedGetter } from './replacement.ts'

/** Objects that keep the moment at which they were made. */
export function timeStamps(): Replacement[] {
  return [...events(), ...files(), ...identifiers()]
}

/** When the events of a run were made, in simulated ms. */
const moments = new WeakMap<Event, number>()

/** `Event.timeStamp`, of all classes of events. One that Node makes itself is looked at as it happens. */
function events(): Replacement[] {
  const classes = Object.getOwnPropertyNames(globalThis).filter(name => isEventClass(name))
  return [
    ...classes.flatMap(name =>
      made(globalThis, name, event => {
        if (host.machine) moments.set(event as Event, host.machine.read())
      }),
    ),
    replacedGetter(Event.prototype, 'timeStamp', (event, real) => {
      if (host.machine && !moments.has(event)) moments.set(event, host.machine.read())
      return moments.get(event) ?? real()
    }),
  ]
}

function isEventClass(name: string): boolean {
  if (!name.endsWith('Event') || isLeftAlone(name)) return false
  const { prototype } = globalThis[name as keyof typeof globalThis] as { prototype?: unknown }
  return prototype === Event.prototype || prototype instanceof Event
}

/** When the files of a run were made, in ms since 1970. */
const modified = new WeakMap<File, number>()

/** `File.lastModified`, unless the program says when that was. */
function files(): Replacement[] {
  const note = (file: object, args: readonly unknown[]) => {
    const options = args[2] as FilePropertyBag | undefined
    if (host.machine && options?.lastModified === undefined) modified.set(file as File, Date.now())
  }
  return [
    ...made(globalThis, 'File', note, [[buffer, 'File']]),
    replacedGetter(File.prototype, 'lastModified', (file, real) => modified.get(file) ?? real()),
  ]
}

/** Identifiers that begin with the moment. */
function identifiers(): Replacement[] {
  const { randomUUIDv7 } = crypto as { randomUUIDv7?: (options?: object) => string }
  if (!randomUUIDv7) return []
  const simulated = (options?: object): string => {
    const id = randomUUIDv7(options)
    if (!host.machine) return id
    const moment = (EPOCH + Math.floor(host.machine.read())).toString(16).padStart(12, '0')
    return `${moment.slice(0, 8)}-${moment.slice(8)}${id.slice(13)}`
  }
  return [[crypto, 'randomUUIDv7', simulated]]
}

/** A class as it is, whose new objects are told, also those of classes that extend it. */
function made(
  owner: object,
  name: string,
  tell: (object: object, args: readonly unknown[]) => void,
  elsewhere: readonly (readonly [owner: object, name: string])[] = [],
): Replacement[] {
  const original = owner[name as keyof typeof owner] as new (...args: unknown[]) => object
  const proxy: typeof original = new Proxy(original, {
    construct: (target, args: unknown[], newTarget) => {
      const object = Reflect.construct(target, args, newTarget === proxy ? target : newTarget)
      tell(object, args)
      return object
    },
  })
  return [
    [owner, name, proxy],
    ...elsewhere.map((place): Replacement => [...place, proxy]),
    [original.prototype as object, 'constructor', proxy],
  ]
}
