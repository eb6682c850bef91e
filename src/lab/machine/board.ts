import { invariant } from '../ground/invariant.ts'
import type { Pulse } from '../ground/recorder.ts'
import { tidy } from '../ground/time.ts'
import { host } from './host.ts'

/** How many threads one run can start. */
export const MOST_THREADS = 10_000
const MOST_WAITERS = 2 * MOST_THREADS
/** How long a schedule drawn at random is; of so many choices a run tells how many threads each had. */
export const MOST_CHOICES = 200

/** Single counts, by their place in `counts`. */
export const Count = {
  /** Threads started so far, the main thread included. */
  threads: 0,
  /** Threads that have not ended. */
  alive: 1,
  /** Beginnings and ends of spans, through all threads: their order within one instant. */
  events: 2,
  /** How many of the run's choices were taken. */
  choices: 3,
  /** How often the token changed hands. */
  handovers: 4,
  /** Who has the token. */
  holder: 5,
  /** 1 when nobody can go on any more: the main thread is told so. */
  stuck: 6,
  /** Whose turn it is where threads queue. */
  tickets: 7,
  /** Shared buffers that are known. */
  buffers: 8,
  /** Records of waiters in use. */
  waiters: 9,
  /** Messages that were sent to the main thread. */
  messages: 10,
  /** 1 once the run is over: threads that end now were left behind. */
  over: 11,
} as const

/** Kinds of numbers, and how many of each a run with threads needs. */
const LAYOUT = {
  /** The simulated time, and processor time so far, both in ms. */
  time: [Float64Array, 2],
  /** When each thread wants to go on; infinity for one that only another can wake, or that has ended. */
  wakeAt: [Float64Array, MOST_THREADS],
  /** When each thread that computes began its slice. */
  since: [Float64Array, MOST_THREADS],
  counts: [Int32Array, 12],
  /** 1 for the thread whose turn it is: each waits on its own. */
  token: [Int32Array, MOST_THREADS],
  /** 1 for a thread that waits in its event loop: a message wakes it. */
  wakeable: [Int32Array, MOST_THREADS],
  /** 1 for a thread that has to end as soon as it has the token. */
  ending: [Int32Array, MOST_THREADS],
  /** 1 once the real thread beneath has been started, and waits for its first turn. */
  ready: [Int32Array, MOST_THREADS],
  /** 1 from a thread's first step on. */
  begun: [Int32Array, MOST_THREADS],
  /** How many messages each thread has sent to the main thread. */
  sent: [Int32Array, MOST_THREADS],
  /** A thread's place in the queue for a core; 0 when it is in none. */
  queued: [Int32Array, MOST_THREADS],
  /** Per core: who has it, and who had it last; both plus one, 0 for nobody. */
  coreUser: [Int32Array, MOST_THREADS],
  coreLast: [Int32Array, MOST_THREADS],
  /** Per waiter on shared memory: its state, its thread, its cell, its place in the queue. */
  waiterState: [Int32Array, MOST_WAITERS],
  waiterThread: [Int32Array, MOST_WAITERS],
  waiterBuffer: [Int32Array, MOST_WAITERS],
  waiterOffset: [Int32Array, MOST_WAITERS],
  waiterTicket: [Int32Array, MOST_WAITERS],
  /** How many threads could go on at each of the first choices. */
  able: [Int32Array, MOST_CHOICES],
} as const

type Name = keyof typeof LAYOUT
type Fields = {
  readonly [N in Name]: (typeof LAYOUT)[N][0] extends Float64ArrayConstructor
    ? Float64Array<SharedArrayBuffer>
    : Int32Array<SharedArrayBuffer>
}

/**
 * The numbers that the threads of a run share, in one region of memory. Only the thread that has the
 * token touches them, so they need no other protection. A run begins with a small board of its own; it
 * is exchanged for a shared one when the first thread is started.
 */
export class Board implements Pulse {
  readonly #me: number
  #fields: Fields
  #memory: SharedArrayBuffer | undefined

  /**
   * A board on memory that another thread has made or, without any, a small one for one thread.
   *
   * @param me the number of the thread that uses it
   */
  constructor(me: number, memory?: SharedArrayBuffer) {
    this.#me = me
    this.#memory = memory
    this.#fields = memory ? fieldsOn(memory) : fieldsOn(new SharedArrayBuffer(sizeOf(1)), 1)
    if (!memory) this.#beAlone()
  }

  #beAlone(): void {
    this.counts[Count.threads] = 1
    this.counts[Count.alive] = 1
  }

  /** The simulated time, in ms. */
  get now(): number {
    return this.time[0] as number
  }

  get events(): number {
    return this.count(Count.events)
  }

  nextEvent(): number {
    return this.next(Count.events)
  }

  /** Whether the thread whose board this is has the token: only then may it write. */
  get holdsToken(): boolean {
    return this.counts[Count.holder] === this.#me
  }

  /** Moves the simulated time on to `at`, in ms; where it is later already, it stays. */
  advance(at: number): void {
    invariant(this.holdsToken, 'a thread without the token moves the clock')
    invariant(at < Number.POSITIVE_INFINITY, 'the clock is moved to no time at all')
    this.time[0] = Math.max(this.now, at)
  }

  /** Counts so many ms of processor time. */
  charge(ms: number): void {
    invariant(this.holdsToken, 'a thread without the token computes')
    this.time[1] = tidy((this.time[1] as number) + ms)
  }

  get time(): Fields['time'] {
    return this.#fields.time
  }

  get counts(): Fields['counts'] {
    return this.#fields.counts
  }

  /** A count as it is. */
  count(place: number): number {
    return this.counts[place] as number
  }

  /** Counts one more; answers with how many there were before. */
  next(place: number): number {
    invariant(this.holdsToken, 'a thread without the token writes on the board')
    const before = this.count(place)
    this.counts[place] = before + 1
    return before
  }

  get fields(): Fields {
    return this.#fields
  }

  /**
   * Takes this thread off the shared memory: it has ended. What its program still does, such as a promise that
   * goes on, must not reach the other threads, nor the next run, whose memory it may be by then.
   *
   * @param reusable whether no other thread can touch the memory any more, so that the next run can have it
   */
  detach(reusable = false): void {
    if (reusable) host.memory = this.#memory
    const before = this.#fields
    this.#memory = undefined
    this.#fields = fieldsOn(new SharedArrayBuffer(sizeOf(1)), 1)
    for (const name of KEPT_WHOLE) this.#fields[name].set(before[name])
    this.counts[Count.holder] = this.#me
    this.#beAlone()
  }

  /** The memory for other threads; from now on the board is on it. */
  share(): SharedArrayBuffer {
    if (this.#memory) return this.#memory
    const before = this.#fields
    this.#memory = takeMemory()
    this.#fields = fieldsOn(this.#memory)
    for (const name of Object.keys(LAYOUT) as Name[]) this.#fields[name].set(before[name])
    return this.#memory
  }
}

/** Allocating it takes longer than anything else in a short run; so the last one's serves again. */
function takeMemory(): SharedArrayBuffer {
  const { memory } = host
  host.memory = undefined
  if (!memory) return new SharedArrayBuffer(sizeOf())
  // By words: V8 fills shared memory number by number.
  new Float64Array(memory).fill(0)
  return memory
}

/** What also a board for one thread has all of. */
const KEPT_WHOLE = ['time', 'counts', 'able'] as const

/** Bytes for all fields; with a limit, for so many of each but the few that are kept whole. */
function sizeOf(most?: number): number {
  return Object.entries(LAYOUT).reduce((sum, [name, [type, length]]) => {
    return sum + type.BYTES_PER_ELEMENT * lengthOf(name, length, most)
  }, 0)
}

function fieldsOn(memory: SharedArrayBuffer, most?: number): Fields {
  let offset = 0
  const fields = Object.entries(LAYOUT).map(([name, [type, length]]) => {
    const numbers = new (type as Int32ArrayConstructor)(
      memory,
      offset,
      lengthOf(name, length, most),
    )
    offset += numbers.byteLength
    return [name, numbers]
  })
  return Object.fromEntries(fields) as Fields
}

function lengthOf(name: string, length: number, most = length): number {
  return KEPT_WHOLE.some(kept => kept === name) ? length : Math.min(length, most)
}
