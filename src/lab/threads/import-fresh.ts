import { createRequire, registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'

const LAB = new URL('../', import.meta.url).href

let loads = 0

/**
 * Loads a module of the program's, and the program's modules that it imports, as if for the first time:
 * each load has a query of its own. Node's, packages' and the lab's own modules stay as they are.
 */
export function importFresh(file: string): Promise<unknown> {
  if (loads === 0) registerHooks({ resolve })
  loads++
  const { cache } = createRequire(import.meta.url)
  for (const name of Object.keys(cache))
    if (isPrograms(pathToFileURL(name).href)) delete cache[name]
  return import(`${file}?load=${loads}`)
}

type Resolve = NonNullable<Parameters<typeof registerHooks>[0]['resolve']>

const resolve: Resolve = (specifier, context, next) => {
  const { parentURL = '', importAttributes } = context
  if (!isPrograms(parentURL)) return anew(next(specifier, context))
  // Looking a module up takes longer than loading it. What was found once is still there.
  const from = parentURL.replace(QUERY, '')
  const key = [specifier, from, JSON.stringify(importAttributes), ...context.conditions].join(' ')
  const resolved = known.get(key) ?? next(specifier, context)
  known.set(key, resolved)
  return anew({ ...resolved, shortCircuit: true })
}

const known = new Map<string, ReturnType<Resolve>>()
const QUERY = /\?.*$/

function anew(resolved: ReturnType<Resolve>): ReturnType<Resolve> {
  const { url } = resolved
  return isPrograms(url)
    ? { ...resolved, url: `${url.replace(QUERY, '')}?load=${loads}` }
    : resolved
}

function isPrograms(url: string): boolean {
  return url.startsWith('file:') && !url.includes('/node_modules/') && !url.startsWith(LAB)
}
