import path from 'node:path'

// What a file of a student's may load beside itself: in the kata's folder, and nothing else of the submission.

/** What is taken along for it. Not what says how files are found or read, such as a `package.json`. */
export function isCodeOrData(file: string): boolean {
  return /\.(?:[cm]?[jt]s|json)$/.test(file) && !SETTINGS.test(file)
}

const SETTINGS = /(?:^|\/)(?:(?:package|[jt]sconfig)[^/]*\.json$|node_modules\/|\.[^./])/i

/** Whether a file is code; otherwise it is data. */
export function isCode(file: string): boolean {
  return !file.endsWith('.json')
}

/** The language of a file of code, for the parser. */
export function languageOf(file: string): 'js' | 'ts' {
  return /\.[cm]?js$/.test(file) ? 'js' : 'ts'
}

/**
 * Where a file may be that another one names, from the kata's folder on, as the test runner looks for it.
 *
 * @param from the file that names it
 * @returns none where it is outside of the kata's folder
 */
export function placesOf(from: string, specifier: string): string[] {
  if (!/^\.{1,2}\/[^?#%\\:]+$/.test(specifier)) return []
  const file = path.posix.join(path.posix.dirname(from), specifier)
  if (file.startsWith('../') || file === '..') return []
  const typed = file.replace(/js$/, 'ts')
  return [...new Set([file, typed, `${file}.ts`, `${file}/index.ts`])]
}

/** Whether a file names one of the kata's folder that is no test. */
export function isBeside(from: string, specifier: string): boolean {
  return placesOf(from, specifier).length > 0 && !/\.test(?:\.\w+)?$/i.test(specifier)
}
