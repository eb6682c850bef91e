import assert from 'node:assert'
import asyncHooks from 'node:async_hooks'
import events, { EventEmitter } from 'node:events'
import path from 'node:path'
import querystring from 'node:querystring'
import stringDecoder from 'node:string_decoder'
import timers from 'node:timers'
import timersPromises from 'node:timers/promises'
import url from 'node:url'
import util from 'node:util'
import worker from 'node:worker_threads'
import { SimImmediate, SimPort, SimTimer, SimWorker } from '#lab/guarding'
import { words } from '../../words/words.ts'
import { FROZEN } from './frozen-words.ts'
import { callerOf } from './hidden.ts'
import { isTest } from './import-hooks.ts'

/** Tests put spies in their place: these are compared instead, see compared.ts. */
const SPIED = new Map<object, readonly PropertyKey[]>([
  [Promise, ['all', 'allSettled', 'any', 'race']],
  // Whoever prints errors sets them, the engine's own way.
  [Error, ['stackTraceLimit', 'prepareStackTrace']],
])

/** Globals that tests spy on, or that the fake server takes over for the time of a run. */
const OPEN: ReadonlySet<PropertyKey> = new Set([
  ...['console', 'process', 'fetch', 'Headers', 'Request', 'Response', 'FormData', 'WebSocket'],
])

/**
 * Freezes the language for good: whatever the test runner and the lab call later is what they know. An object
 * may still have a `then` or a `toString` of its own, and a test may put a spy in the place of a method.
 *
 * @param note told of each attempt to change something, where that is seen
 * @returns what puts back whatever a test has replaced and left so
 */
export function freezeLanguage(note: (what: string) => void): () => void {
  const frozen: (() => void)[] = []
  for (const [name, owner] of FROZEN) {
    const { prototype } = owner as { prototype?: object }
    lock(owner)
    // The lab puts back what it finds changed in it, and looks for plain values.
    if (name === 'Date') lock(Date.prototype)
    else if (prototype) frozen.push(...lockShared(prototype, `${name}.prototype`, note))
  }
  for (const [name, prototype] of hiddenPrototypes()) {
    frozen.push(...lockShared(prototype, name, note))
  }
  for (const module of MODULES) lockSome(module, functionsOf(module))
  for (const prototype of PROTOTYPES) lockSome(prototype, Reflect.ownKeys(prototype))
  lockGlobals()
  return () => {
    for (const putBack of frozen) putBack()
  }
}

/** Modules of Node's that a submission may import, as everybody finds them. */
const MODULES: readonly object[] = [
  ...[assert, asyncHooks, events, path, querystring, stringDecoder, url, util, util.types],
  ...[timers, timersPromises, worker],
]

/** Classes by whose methods the lab and the test runner talk to threads and to each other. */
const PROTOTYPES: readonly object[] = [
  ...[MessagePort, EventTarget, AbortSignal, AbortController, URL],
  ...[URLSearchParams, TextEncoder, TextDecoder, asyncHooks.AsyncLocalStorage],
  ...[asyncHooks.AsyncResource, SimPort, SimTimer, SimImmediate, SimWorker],
].map(({ prototype }) => prototype as object)

/** Those that no global leads to, by the names that the language has for them. */
function hiddenPrototypes(): [name: string, prototype: object][] {
  const proto = (value: unknown) => Object.getPrototypeOf(value) as object
  const generator = proto(function* () {})
  const asyncGenerator = proto(async function* () {})
  return [
    ['ArrayIterator.prototype', proto([].values())],
    ['MapIterator.prototype', proto(new Map().values())],
    ['SetIterator.prototype', proto(new Set().values())],
    ['StringIterator.prototype', proto(''[Symbol.iterator]())],
    ['AsyncFunction.prototype', proto(async () => {})],
    ['GeneratorFunction.prototype', generator],
    ['Generator.prototype', (generator as { prototype: object }).prototype],
    ['AsyncGeneratorFunction.prototype', asyncGenerator],
    ['AsyncGenerator.prototype', (asyncGenerator as { prototype: object }).prototype],
    ['AsyncIterator.prototype', proto((asyncGenerator as { prototype: object }).prototype)],
    ['TypedArray', proto(Uint8Array)],
    ['TypedArray.prototype', proto(Uint8Array.prototype)],
    ...typedArrays(),
    ['EventEmitter.prototype', EventEmitter.prototype],
  ]
}

/**
 * Each kind of typed array, and Node's buffers. They inherit nearly all they have, and what is inherited can be hidden by
 * a property of their own: so each gets them as its own.
 */
function typedArrays(): [name: string, prototype: object][] {
  const shared = Object.getPrototypeOf(Uint8Array.prototype) as object
  return TYPED_ARRAYS.map(type => {
    const { name, prototype } = type as { name: string; prototype: object }
    for (const key of Reflect.ownKeys(shared)) {
      if (Object.hasOwn(prototype, key)) continue
      const inherited = Object.getOwnPropertyDescriptor(shared, key) as PropertyDescriptor
      Object.defineProperty(prototype, key, inherited)
    }
    return [`${name}.prototype`, prototype]
  })
}

const TYPED_ARRAYS: readonly object[] = [
  ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array],
  ...[Float32Array, Float64Array, BigInt64Array, BigUint64Array, Buffer],
]

/** As it is, for good; nothing can be added. */
function lock(owner: object): void {
  const open = SPIED.get(owner) ?? []
  for (const key of Reflect.ownKeys(owner)) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, key) as PropertyDescriptor
    if (open.includes(key) || !descriptor.configurable) continue
    if (key !== 'constructor') lockFunctions(descriptor)
    const fixed = 'value' in descriptor ? { writable: false } : {}
    Object.defineProperty(owner, key, { ...fixed, configurable: false })
  }
  if (open.length === 0) Object.preventExtensions(owner)
}

/**
 * The same for what others inherit from. A property that can't be written could not be written in an heir
 * either, so that `error.name = 'NotFound'` would throw: here it gives the heir a property of its own.
 *
 * @returns for each property, what puts it back where a test has replaced it
 */
function lockShared(owner: object, name: string, note: (what: string) => void): (() => void)[] {
  const putBack: (() => void)[] = []
  for (const key of Reflect.ownKeys(owner)) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, key) as PropertyDescriptor
    // Names like `_events` are the ones that each heir sets anew.
    if (!descriptor.configurable || String(key).startsWith('_')) continue
    if (key !== 'constructor') lockFunctions(descriptor)
    if (!('value' in descriptor)) {
      Object.defineProperty(owner, key, { configurable: false })
      continue
    }
    const { enumerable = false } = descriptor
    const first = descriptor.value as unknown
    let value = first
    putBack.push(() => {
      value = first
    })
    Object.defineProperty(owner, key, {
      configurable: false,
      enumerable,
      get: () => value,
      set(this: object, own: unknown) {
        if (this === owner && isTest(callerOf(1).file)) {
          value = own
          return
        }
        if (this === owner) {
          note(words.tampering.changed(`${name}.${String(key)}`))
          throw new TypeError(`Cannot assign to read only property '${String(key)}' of ${name}`)
        }
        Object.defineProperty(this, key, {
          configurable: true,
          enumerable: true,
          writable: true,
          value: own,
        })
      },
    })
  }
  Object.preventExtensions(owner)
  return putBack
}

/** Some functions of an object that anybody can reach, for good. Nothing else of it. */
export function lockSome(owner: object, names: readonly PropertyKey[]): void {
  for (const name of names) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name)
    if (!descriptor?.configurable || !('value' in descriptor)) continue
    lockFunctions(descriptor)
    Object.defineProperty(owner, name, { configurable: false, writable: false })
  }
}

function functionsOf(module: object): string[] {
  const entries = Object.entries(Object.getOwnPropertyDescriptors(module))
  return entries.filter(([, { value }]) => typeof value === 'function').map(([name]) => name)
}

/** `call` or `apply` of a function could be changed, too. */
function lockFunctions({ value, get, set }: PropertyDescriptor): void {
  for (const each of [value, get, set]) if (typeof each === 'function') Object.freeze(each)
}

function lockGlobals(): void {
  for (const name of Reflect.ownKeys(globalThis)) {
    const descriptor = Object.getOwnPropertyDescriptor(globalThis, name) as PropertyDescriptor
    const isLanguage = typeof name === 'string' && !name.startsWith('__vitest')
    if (!isLanguage || OPEN.has(name) || !descriptor.configurable) continue
    const fixed = 'value' in descriptor ? { writable: false } : {}
    Object.defineProperty(globalThis, name, { ...fixed, configurable: false })
  }
}
