import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import { threadId } from 'node:worker_threads'

// Takes the types off TypeScript files, in JavaScript itself: Node does that anew in every thread, and it
// is most of what a thread's start costs. So the result is kept, in memory and on disk; whoever deletes
// .kata/cache loses nothing.

const CACHE = fileURLToPath(new URL(`../../../.kata/cache/${process.version}/`, import.meta.url))

/** @type {Map<string, { version: string, source: string }>} */
const sources = new Map()

registerHooks({
  load(url, context, next) {
    const isOurs = url.startsWith('file:') && !url.includes('/node_modules/')
    const file = isOurs ? fileURLToPath(url.replace(/\?.*$/, '')) : ''
    return file.endsWith('.ts')
      ? { format: 'module', source: sourceOf(file), shortCircuit: true }
      : next(url, context)
  },
})

/** @param {string} file */
function sourceOf(file) {
  const { mtimeMs, size } = statSync(file)
  const version = `${mtimeMs}-${size}`
  const known = sources.get(file)
  if (known?.version === version) return known.source
  const text = readFileSync(file, 'utf8')
  const place = placeOf(text)
  const source = fromDisk(place) ?? keep(place, withoutTypes(text))
  sources.set(file, { version, source })
  return source
}

/** Node says once per thread that this function is new; a student has no use for that. */
function withoutTypes(text) {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(text)
  } finally {
    process.emitWarning = emitWarning
  }
}

function fromDisk(place) {
  try {
    return readFileSync(place, 'utf8')
  } catch {
    return undefined
  }
}

/** Written aside and renamed: another thread must not read half of it. Where it can't be, no matter. */
function keep(place, source) {
  const aside = `${place}.${process.pid}-${threadId}`
  try {
    mkdirSync(CACHE, { recursive: true })
    writeFileSync(aside, source)
    renameSync(aside, place)
  } catch {}
  return source
}

/** Named after what the file says, so that copies of it share one place. */
function placeOf(text) {
  return `${CACHE}${text.length}-${hashOf(text, 0x811c9dc5)}-${hashOf(text, 0x9747b28c)}.js`
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo). */
function hashOf(text, seed) {
  let hash = seed
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  return hash.toString(36)
}
