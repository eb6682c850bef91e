/** The main thread's number; the others are counted from 1 as they are started. */
export const MAIN = 0

/** What a stretch of time was spent on. */
export type Kind =
  /** A request: from when the server got it until the server's last word. */
  | 'request'
  /** A query to a database: from when the database got it until its last word. */
  | 'query'
  /** A connection to a database: from when it was asked for until one side closed it. */
  | 'connection'
  /** A timer that fires once: from when it was set until it fired. */
  | 'timer'
  /** One period of a timer that repeats. */
  | 'interval'
  /** A thread stood still in a blocking call. */
  | 'blocked'
  /** A thread kept a processor core busy. */
  | 'computing'
  /** A thread waited for a core, or in `Atomics.wait` for another thread. */
  | 'waiting'
  /** A thread lived: from `new Worker` until its end. */
  | 'thread'
  /** A message between threads: from `postMessage` until its receiver took it. It is the receiver's. */
  | 'message'
  /** A call of `Atomics` on shared memory: one instant. */
  | 'atomics'
  /** One of the run's choices gave the turn to another thread: one instant. */
  | 'switch'

/** How a stretch of time ended; `open` is one that was still going on when the run was over. */
export type Outcome =
  | 'open'
  /** A timer fired, a message was taken, or blocking or computing was over. */
  | 'done'
  /** The program cleared the timer. */
  | 'cleared'
  /** The server answered; see `status`. */
  | 'answered'
  /** The server cut the connection. */
  | 'cut'
  /** There was no connection: it was refused, or the host's name did not resolve; see `code`. */
  | 'refused'
  /** The program gave the request up. */
  | 'dropped'
  /** One side closed the connection, with every answer given. */
  | 'closed'
  /** Its thread ended. */
  | 'ended'
  /** The server does not know the address, or the query. */
  | 'unknown'

/** A stretch of simulated time. A trace is plain data: two equal runs have equal traces, byte for byte. */
export interface Span {
  /** The row it belongs to: `main`, `thread 2`, `request 7`, `timer 3`. */
  readonly track: string
  readonly kind: Kind
  /** What the student would call it: `GET /posts/7`, `setTimeout 40`, `burn`. */
  readonly label: string
  /** Simulated ms. */
  readonly from: number
  /** Simulated ms; where `outcome` is `open`, when the run was over. */
  readonly to: number
  readonly outcome: Outcome
  /** Which beginning or end of a span it was, counted through the run: order within one instant. */
  readonly opened: number
  readonly closed: number
  /** When a timer should have fired, in simulated ms: earlier than `to` when the loop was blocked. */
  readonly due?: number
  /** The address of a request, and its method; for queries and connections, the database's. */
  readonly url?: string
  readonly method?: string
  /** The values of a query, in the order of its placeholders. */
  readonly values?: readonly unknown[]
  /** The code of the error that a query was answered with. */
  readonly code?: string
  /** True for a request that its thread stood still for. */
  readonly blocking?: boolean
  /** The status of an answer. */
  readonly status?: number
  /** Which thread it happened on; not there on the main thread. */
  readonly thread?: number
  /** Which of the loop's turns a blocking call or a computation was part of; only such turns count. */
  readonly turn?: number
}

/** As much of a span as a picture shows. */
export interface DrawnSpan extends Omit<Span, 'url' | 'method' | 'values' | 'turn'> {
  /** The line of the student's code that began it: `katas/03-gather/gather.ts:12`. Not there where it is not known. */
  readonly place?: string
}
