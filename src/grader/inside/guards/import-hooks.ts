import { registerHooks } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { words } from '../../words/words.ts'
import { mayImport } from '../forbidden.ts'

const ROOT = pathToFileURL(path.resolve(import.meta.dirname, '../../../..') + path.sep).href
const KATAS = `${ROOT}katas/`

/** The test runner itself, which may not be mistaken for the spies that it makes. */
export function isRunner(file: string): boolean {
  return /\/node_modules\/vitest\/dist\//.test(urlOf(file)) && !SPIES.test(urlOf(file))
}

const SPIES = /\/node_modules\/vitest\/dist\/(?:chunks\/)?spy\./

/** Whether a file is ours or a package's. */
export function isPart(file: string): boolean {
  const url = urlOf(file)
  return url.startsWith(`${ROOT}src/`) || /^file:.*\/node_modules\//.test(url)
}

function urlOf(file: string): string {
  return path.isAbsolute(file) ? pathToFileURL(file).href : file
}

/**
 * Whether code of a submission asks. It does, too, where the lab or Node has called native code, or nobody has: they call
 * what a submission gives them, and ask for nothing themselves. But Node looks at all that it prints.
 */
export function isOfSubmission(file: string): boolean {
  const url = urlOf(file)
  const isKatas = url.startsWith(KATAS) && !url.endsWith('.test.ts')
  const isNodes = url.startsWith('node:') && !PRINTING.test(url)
  return file === '' || isKatas || isLabs(url) || isNodes
}

const PRINTING = /^node:internal\/(?:util|assert|errors|console)\b/

/** Whether a file is a kata's tests. */
export function isTest(file: string): boolean {
  const url = urlOf(file)
  return url.startsWith(KATAS) && url.endsWith('.test.ts')
}

/** Has Node load for a submission only what one may import, in this thread, whatever way it is asked. */
export function watchImports(note: (what: string) => void): void {
  registerHooks({
    resolve(specifier, context, next) {
      const { parentURL } = context
      // The first file of a thread has no parent.
      if (parentURL !== undefined && isPart(parentURL)) return next(specifier, context)
      if (mayImport(specifier)) return next(specifier, context)
      const resolved = isPath(specifier) ? next(specifier, context) : undefined
      if (resolved && isOwn(resolved.url, parentURL)) return resolved
      throw refused(specifier, note)
    },
  })
}

/**
 * For an `import()` whose specifier a submission computes.
 *
 * @param parent the URL of the file that it stands in
 * @returns the specifier
 * @throws Error where it may not be imported
 */
export function checkedImport(
  specifier: unknown,
  parent: string,
  note: (what: string) => void,
): string {
  // Once: it might be an object that gives another text each time.
  const text = `${specifier as string}`
  if (mayImport(text)) return text
  const url = isPath(text) && URL.canParse(text, parent) ? new URL(text, parent).href : ''
  if (isOwn(url, parent)) return text
  throw refused(text, note)
}

/** Whether a thread may begin with a file, by its URL: the submission's own, or one of the lab's. */
export function mayBegin(url: string): boolean {
  return isOwn(url, KATAS) || isLabs(url)
}

export function isLabs(url: string): boolean {
  return url.startsWith(`${ROOT}src/lab/`)
}

function isPath(specifier: string): boolean {
  return /^(?:file:|\.{0,2}\/|[a-z]:[\\/])/i.test(specifier)
}

/** A file of the katas; a test is not for their files to load. */
function isOwn(url: string, parent: string | undefined): boolean {
  if (!url.startsWith('file:')) return false
  const { href } = pathToFileURL(fileURLToPath(url.replace(/[?#].*$/, '')))
  if (href.endsWith('.test.ts')) return false
  return href.startsWith(KATAS) || (parent === undefined && href.startsWith(ROOT))
}

function refused(specifier: string, note: (what: string) => void): Error {
  const what = words.tampering.imported(specifier)
  note(what)
  return new Error(what)
}
