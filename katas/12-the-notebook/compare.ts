/** Connections to a server that are kept open, to be used again: see session.ts. */
export interface Session extends Disposable {
  /** Requests an address, and blocks the thread until the answer is there. */
  get(url: string): { readonly status: number }
  /** The same cooperatively: like `fetch`. */
  fetch(url: string): Promise<{ readonly status: number }>
  /** Closes the connections. What is still on its way fails, and so does every later request. */
  close(): void
}

/** What something took, in ms. */
export interface Times {
  /** From its beginning to its end. */
  readonly wall: number
  /** Processor time of the whole process, all threads together, for the program's own code. */
  readonly user: number
  /** The same for what the system did for it. */
  readonly system: number
}

/**
 * Fetches posts one after another, in one session.
 *
 * @param file a module whose default export opens a session
 * @param urls the addresses, in order
 * @returns a line like `[200] https://example.org/posts/1` for each address, in the same order
 * @throws what the session throws when a connection breaks; later addresses are not requested then
 */
export async function sequential(file: URL, urls: readonly string[]): Promise<string[]> {
  throw new Error('TODO: open a session, get one post after another, close the session')
}

/**
 * Fetches posts on threads, each in a session of its own.
 *
 * @param file a module whose default export opens a session
 * @param urls the addresses, in order
 * @param limit how many threads at most
 * @returns the same lines
 * @throws an error with the message of what a session threw, at the moment the first connection breaks
 */
export async function threads(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<string[]> {
  throw new Error(
    'TODO: start threads that run worker.ts, and give each the next post when it is free',
  )
}

/**
 * Fetches posts all together, in one thread and one session.
 *
 * @param file a module whose default export opens a session
 * @param urls the addresses, in order
 * @returns the same lines
 * @throws what the session throws, at the moment the first connection breaks
 */
export async function cooperative(file: URL, urls: readonly string[]): Promise<string[]> {
  throw new Error('TODO: open a session, fetch all posts together, close it when all are there')
}

/**
 * Measures the three, one after the other, and prints each measurement as `%time` does.
 *
 * @param file a module whose default export opens a session
 * @param urls the addresses, in order
 * @param limit how many threads at most
 * @returns what each of the three took
 * @throws what the first of them that fails throws; nothing is measured after it
 */
export async function compare(
  file: URL,
  urls: readonly string[],
  limit: number,
): Promise<{ sequential: Times; threads: Times; cooperative: Times }> {
  throw new Error('TODO: measure the three, one after the other, and print what each took')
}

// ---- given: nothing is to be done from here on ------------------------------------------------------

/** Opens a session on the thread that calls this. */
async function open(file: URL): Promise<Session> {
  const { default: openSession } = await import(file.href)
  return openSession()
}

/** Prints a measurement as IPython's `%time` does. */
function print(name: string, { wall, user, system }: Times): void {
  console.log(`${name}
CPU times: user ${inUnits(user)}, sys: ${inUnits(system)}, total: ${inUnits(user + system)}
Wall time: ${inUnits(wall)}
`)
}

/** A time with three digits: `4.09 s`, `950 ms`, `20 us`, `0 ns`. */
function inUnits(ms: number): string {
  const units: [number, string][] = [
    [1e3, 's'],
    [1, 'ms'],
    [1e-3, 'us'],
  ]
  const [size, unit] = units.find(([size]) => ms >= size) ?? [1e-6, 'ns']
  return `${Number((ms / size).toPrecision(3))} ${unit}`
}
