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
