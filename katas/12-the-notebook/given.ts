import { Worker } from 'node:worker_threads'

// What compare.ts needs besides. Nothing is to be done in here.

/** Connections to a server that are kept open, to be used again. */
export interface Session extends Disposable {
  /** Requests an address, and blocks the thread until the answer is there. */
  get(url: string): { readonly status: number }
  /** The same cooperatively: like `fetch`. */
  fetch(url: string): Promise<{ readonly status: number }>
  /** Closes the connections. What is still on its way fails, and so does every later request. */
  close(): void
}

/** Opens a session on the thread that calls this. */
export async function open(file: URL): Promise<Session> {
  const { default: openSession } = await import(file.href)
  return openSession()
}

/** Starts a thread that opens a session of its own: see worker.ts. */
export function startWorker(file: URL): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
}

/** What something took, in ms. */
export interface Times {
  /** From its beginning to its end. */
  readonly wall: number
  /** CPU time of the whole process, all threads together, for the program's own code. */
  readonly user: number
  /** The same for what the system did for it. */
  readonly system: number
}

/** Prints a measurement as IPython's `%time` does. */
export function print(name: string, { wall, user, system }: Times): void {
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
