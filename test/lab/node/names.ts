import { readFileSync, writeFileSync } from 'node:fs'
import { builtinModules, createRequire } from 'node:module'
import path from 'node:path'

// All names of Node's public API: its modules, its globals, and what hangs on them. As a program it says them, and
// with --record writes down those that nobody has to know, in names-of-node.txt: look at the difference first.

const require = createRequire(import.meta.url)

/** Parts of Node itself that can be seen but are not for programs. */
const PRIVATE = /^_|\/_|^sys$|^punycode$|^domain$|^constants$/

/** What is data, or belongs to this computer. */
const DATA =
  /\.(constants|env|config|features|release|versions|report|styles|colors|codes|STATUS_CODES|asyncWrapProviders|types|moduleLoadList|allowedNodeEnvironmentFlags|errno|signals|argv|execArgv|permission)$/

/** What every function and class has. */
const EVERYWHERE = new Set([
  'length',
  'name',
  'prototype',
  'constructor',
  'caller',
  'callee',
  'arguments',
])

/** The language itself has no clock but for `Date`, `Temporal` and `Intl`, and waits in `Atomics` only. */
const LANGUAGE = new Set([
  ...['Object', 'Function', 'Array', 'Number', 'Boolean', 'String', 'Symbol', 'BigInt', 'Promise'],
  ...['RegExp', 'Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError'],
  ...['SyntaxError', 'TypeError', 'URIError', 'SuppressedError', 'JSON', 'Math', 'Map', 'Set'],
  ...['WeakMap', 'WeakSet', 'WeakRef', 'Proxy', 'Reflect', 'ArrayBuffer', 'SharedArrayBuffer'],
  ...['DataView', 'Iterator', 'Uint8Array', 'Int8Array', 'Uint16Array', 'Int16Array'],
  ...['Uint32Array', 'Int32Array', 'Float16Array', 'Float32Array', 'Float64Array'],
  ...['Uint8ClampedArray', 'BigUint64Array', 'BigInt64Array', 'global', 'globalThis'],
  ...['DisposableStack', 'AsyncDisposableStack', 'FinalizationRegistry', 'process', 'console'],
])

/** How deep is looked below a module: its classes, and their methods. */
const DEPTH = 2

/**
 * Every name, such as `fs.promises.readFile` and `events.EventEmitter.prototype.on`. What can be reached in several
 * ways is there once.
 */
export function namesOfNode(): string[] {
  const names: string[] = []
  const seen = new Set<unknown>()
  const look = (path: string, value: unknown, depth: number): void => {
    if (value === null || !/^(object|function)$/.test(typeof value) || seen.has(value)) return
    seen.add(value)
    for (const [name, { value: inner }] of Object.entries(
      Object.getOwnPropertyDescriptors(value as object),
    )) {
      const inside = `${path}.${name}`
      if (!isPublic(name) || (value === globalThis && isOthers(name))) continue
      names.push(inside)
      if (depth > 0 && !DATA.test(inside)) look(inside, inner, depth - 1)
    }
    const { prototype } = value as { prototype?: unknown }
    if (typeof value === 'function' && depth > 0) look(`${path}.prototype`, prototype, depth - 1)
  }
  for (const name of builtinModules.filter(module => !PRIVATE.test(module)).toSorted()) {
    look(name.replace(/^node:/, ''), require(name), DEPTH)
  }
  look('globalThis', globalThis, DEPTH)
  return names
}

/** What begins with an underscore is Node's own; what is no identifier is an entry of some list. */
function isPublic(name: string): boolean {
  return /^[A-Za-z$][\w$]*$/.test(name) && !EVERYWHERE.has(name)
}

/** A global of the language's, or of the test runner's. */
function isOthers(name: string): boolean {
  return LANGUAGE.has(name) || /^__|vitest|cooperativo/i.test(name)
}

const RECORD = path.join(import.meta.dirname, 'names-of-node.txt')

/** The names that read no clock, do not wait for a time and connect to nothing, or do so as real work. */
export function recordedNames(): Set<string> {
  const [, ...owners] = readFileSync(RECORD, 'utf8').split('\n# ')
  return new Set(
    owners.flatMap(lines => {
      const [owner = '', ...names] = lines.trim().split(/\s+/)
      return names.map(name => `${owner}.${name}`)
    }),
  )
}

function record(names: readonly string[]): void {
  const byOwner = Map.groupBy(names, name => name.slice(0, name.lastIndexOf('.')))
  const lines = [...byOwner].map(([owner, inside]) => {
    const words = inside.map(name => name.slice(name.lastIndexOf('.') + 1)).join(' ')
    return `\n# ${owner}\n${words.replace(/(.{1,108})(?: |$)/g, '$1\n').trimEnd()}\n`
  })
  const intro =
    "Names of Node's API that tell no time, wait for none and connect to nothing; see names.ts.\n"
  writeFileSync(RECORD, intro + lines.join(''))
}

if (process.argv[1] === import.meta.filename) {
  if (process.argv.includes('--record')) {
    const { isClassified } = await import('./classified-names.ts')
    record(namesOfNode().filter(name => !isClassified(name)))
  } else {
    console.log(namesOfNode().join('\n'))
  }
}
