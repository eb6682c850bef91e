/** Some threads that do jobs, each one job at a time, and are used again and again. */
export class ThreadPool<Arg = unknown, Result = unknown> implements AsyncDisposable {
  /**
   * @param file a module whose default export is the job: a function of one argument, sync or async
   * @param limit the most threads that live at once, 1 or more
   */
  constructor(file: URL, limit: number) {
    throw new Error(
      'TODO: remember what submit needs; start the threads now, or later as jobs come',
    )
  }

  /**
   * Has a job done by the first thread that is free; jobs begin in the order of submission.
   *
   * @param arg what the job is called with; the thread gets a copy
   * @returns what the job gives, as a copy
   * @throws an Error of the same name and message if the job throws; an Error if its thread dies, if the
   *   argument can't be copied, or if the pool is closed before the job is done
   */
  submit(arg: Arg): Promise<Result> {
    throw new Error('TODO: give the job to a thread that is free, or let it wait for one')
  }

  /** Closes the pool: ends its threads at once, whatever they do. Jobs that are not done reject. */
  async [Symbol.asyncDispose](): Promise<void> {
    throw new Error('TODO: take no more jobs, reject those that wait, and end every thread')
  }
}

/**
 * Fetches posts on threads.
 *
 * @param file a job that fetches the post at an address, and gives its line
 * @param urls the addresses, in order
 * @param limit how many threads at most
 * @returns the line of each address, in the same order
 * @throws an error like that of the first job that fails, at the moment it does
 */
export async function fetchPosts(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<string[]> {
  throw new Error('TODO: submit a job for each address to a pool, and close it in the end')
}
