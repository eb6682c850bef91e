import { words } from '../../words/words.ts'

/** The parts of the language that are frozen for a submission, and where each is found. */
export const FROZEN: ReadonlyMap<string, object> = new Map(
  Object.entries({
    Object,
    Function,
    Array,
    String,
    Number,
    Boolean,
    Symbol,
    BigInt,
    RegExp,
    Promise,
    Map,
    Set,
    WeakMap,
    WeakSet,
    WeakRef,
    Error,
    AggregateError,
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
    Proxy,
    Reflect,
    JSON,
    Math,
    Atomics,
    ArrayBuffer,
    SharedArrayBuffer,
    DataView,
    Date,
    Iterator,
  }),
)

/**
 * What a submission's error message tells when it has tried to change what is frozen.
 *
 * @returns one sentence; nothing where the message is about anything else, such as a frozen list of the tests
 */
export function frozenOut(message: string): string | undefined {
  const change =
    /^Cannot (?:assign to read only|delete) property '([^']+)' of (?:function|object)? ?'?([^\n]*)/.exec(
      message,
    )
  const again = /^Cannot redefine property: (\S+)$/.exec(message)
  const name = change?.[1] ?? again?.[1]
  if (name === undefined) return undefined
  const owner = change ? ownerIn(change[2] ?? '', name) : ownerOf(name)
  return owner && words.tampering.changed(owner === 'globalThis' ? name : `${owner}.${name}`)
}

/**
 * What an error message tells of an object that takes nothing new: the engine does not say which, and it may well be
 * one of a submission's own.
 *
 * @returns a sentence that goes on after the message; nothing where it is about a list, or about anything else
 */
export function notExtensible(message: string): string | undefined {
  const [, name] =
    /^Cannot (?:add|define) property (\S+), object is not extensible$/.exec(message) ?? []
  return name === undefined || /^\d+$/.test(name) ? undefined : words.notExtensible(name)
}

/** The owner that an engine's message describes, if it is one of the frozen. */
function ownerIn(described: string, name: string): string | undefined {
  const native = /^(?:function )?(\w+)\(\) \{ \[native code\] \}/.exec(described)?.[1]
  if (native && (FROZEN.has(native) || native === name)) return native
  const kind = /^(?:#<(\w+)>|\[object (\w+)\])/.exec(described)
  const type = kind?.[1] ?? kind?.[2] ?? ''
  if (type === 'Object' && name in globalThis) return 'globalThis'
  const owner = FROZEN.get(type) as { prototype?: object } | undefined
  if (type !== 'Object' && owner && Object.hasOwn(owner.prototype ?? owner, name)) return type
  return type === 'Performance' || type === 'process' ? type.toLowerCase() : undefined
}

/** Any of the frozen that has a property of this name. */
function ownerOf(name: string): string | undefined {
  if (FROZEN.has(name)) return 'globalThis'
  for (const [owner, value] of FROZEN) {
    if (Object.hasOwn(value, name) && name !== 'name' && name !== 'length') return owner
    const { prototype } = value as { prototype?: object }
    if (prototype && Object.hasOwn(prototype, name)) return `${owner}.prototype`
  }
  return undefined
}
