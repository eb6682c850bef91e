import { allOf } from './lists.ts'

/** A thread as the program started it: the main thread has no number. */
export interface Thread {
  readonly id: number | undefined
  /** The name of its file. */
  readonly file?: string
}

/** `the main thread`, `thread 2 (worker.ts)`. */
export function threadName({ id, file }: Thread): string {
  if (id === undefined) return 'the main thread'
  return file === undefined ? `thread ${id}` : `thread ${id} (${file})`
}

/** The same of several that run the same file: `threads 1, 2 and 5 (worker.ts)`. */
export function threadNames(threads: readonly Thread[]): string {
  const [first] = threads
  if (!first || threads.length === 1 || first.id === undefined)
    return threadName(first ?? { id: undefined })
  const file = first.file === undefined ? '' : ` (${first.file})`
  return `threads ${allOf(threads.map(({ id }) => String(id)))}${file}`
}
