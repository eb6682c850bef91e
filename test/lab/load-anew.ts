import { readFileSync, statSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'

const LAB = new URL('./', import.meta.url).href

/** Source as it can be run, by address; valid while the file does not change. */
const sources = new Map<string, { readonly version: string; readonly source: string }>()
let loads = 0
let hooked = false

/**
 * Loads a module of the program's, and the program's modules that it imports, as if for the first time:
 * each load has a query of its own. Node's, packages' and the lab's own modules stay as they are.
 */
export function loadAnew(file: string): Promise<unknown> {
  loads++
  if (!hooked) hook()
  hooked = true
  return import(`${file}?load=${loads}`)
}

function hook(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context)
      const { url } = resolved
      if (!isPrograms(url)) return resolved
      return { ...resolved, url: `${url.replace(/\?.*$/, '')}?load=${loads}` }
    },
    load(url, context, next) {
      const file = url.replace(/\?.*$/, '')
      return isPrograms(url) && /\.[mc]?[jt]s$/.test(file) && context.format !== 'commonjs'
        ? { format: 'module', source: sourceOf(file), shortCircuit: true }
        : next(url, context)
    },
  })
}

function isPrograms(url: string): boolean {
  return url.startsWith('file:') && !url.includes('/node_modules/') && !url.startsWith(LAB)
}

/** A file's source without types: taking them off costs more than the rest of a load. */
function sourceOf(url: string): string {
  const file = fileURLToPath(url)
  const { mtimeMs, size } = statSync(file)
  const version = `${mtimeMs} ${size}`
  const known = sources.get(url)
  if (known?.version === version) return known.source
  const text = readFileSync(file, 'utf8')
  const source = /\.[mc]?ts$/.test(file) ? withoutTypes(text) : text
  sources.set(url, { version, source })
  return source
}

/** Node says once per thread that this function is new; a student has no use for that. */
function withoutTypes(text: string): string {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(text)
  } finally {
    process.emitWarning = emitWarning
  }
}
