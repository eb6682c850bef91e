/** A function that starts some work when it is called, and returns the promise of its result. */
export type Task<T> = () => Promise<T>

/**
 * Runs all tasks together, as `Promise.all` does for promises; built from `new Promise`.
 *
 * @param tasks what to run
 * @returns the results, in the order of the tasks, whichever finished first
 * @throws the first error of a task, at the moment it happens
 */
export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const results: T[] = []
    let waiting = tasks.length

    throw new Error(
      'TODO: start every task; keep each result, and count down until none is waiting',
    )
  })
}

/**
 * Fetches posts all together.
 *
 * @param urls the addresses, in order
 * @returns a line like `[200] https://example.org/posts/1` for each address, in the same order
 * @throws what `fetch` throws when a connection breaks
 */
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  throw new Error('TODO: make a task of each address, and gather them')
}
