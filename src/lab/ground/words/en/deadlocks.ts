import { count } from '../../text.ts'
import { allOf, eitherOf } from './lists.ts'
import { type Thread, threadName, threadNames } from './names.ts'

// A program that waits for something that never comes: who waits, where, and who could have ended that.

/** Why a call that blocks may never end. */
const reasons = {
  nothingEndsIt: 'nothing ends it',
  nobodyNotifies: 'no other thread is left to call Atomics.notify',
  noAnswer: 'the server never answers that address',
  noReply: 'the database never answers that query',
  noGreeting: 'the database accepts the connection and then says nothing',
}

/** A call that blocks its thread. */
export interface Blocked {
  /** Such as `sleep`. */
  readonly name: string
  /** What it waits on, if that is a cell of shared memory: `[0]`. */
  readonly cell?: string
  readonly reason: keyof typeof reasons
}

/** A thread that waits in a call that blocks it or, without one, for a message. */
interface Waiting extends Thread {
  readonly call: Blocked | undefined
  /** The student's lines that wait. */
  readonly places: readonly string[]
}

const callName = ({ name, cell }: Blocked) =>
  cell === undefined ? name : `${name} on cell ${cell}`

/** Threads that wait in the same way, at the same line: one for all of them. */
function waitingLines(threads: readonly Waiting[]): string[] {
  const groups = Map.groupBy(threads, ({ id, file, call, places }) =>
    JSON.stringify([id === undefined, file, call, places]),
  )
  return [...groups.values()].map(group => waitingLine(group, threads))
}

function waitingLine(group: readonly Waiting[], all: readonly Waiting[]): string {
  const { id, call, places } = group[0] as Waiting
  const verb = group.length === 1 ? 'waits' : 'wait'
  const where = places.length > 0 ? ` at ${places.join(', ')}` : ''
  const waits = `${threadNames(group)} ${verb}${where}`
  if (!call) {
    return `${waits} for a message from ${id === undefined ? 'a thread' : 'the main thread'}`
  }
  if (call.cell === undefined) return `${waits} in ${callName(call)}: ${reasons[call.reason]}`
  const others = all
    .filter(other => !group.includes(other))
    .map(other => threadName({ id: other.id }))
  const notifiers = eitherOf(group.length > 1 ? [...others, 'one another'] : others)
  return `${waits} in ${callName(call)} for Atomics.notify from ${notifiers}`
}

/** What a program may wait for that is not simulated. */
const operations = {
  file: 'a file operation',
  lookup: 'a name lookup',
  child: 'a child process',
  pipe: 'a pipe',
  compression: 'a compression',
  immediate: "an immediate of Node's own",
  import: 'an import',
}

/** An operation as Node calls it, and as people do if they have a word for it. */
interface RealOperation {
  readonly known: keyof typeof operations | undefined
  readonly node: string
}

function operationNames(found: readonly RealOperation[]): string {
  const names = found.map(({ known, node }) => (known ? operations[known] : node))
  return allOf([...new Set(names)])
}

export const deadlocks = {
  blockedForever: (call: Blocked) => `${callName(call)} blocks forever: ${reasons[call.reason]}.`,

  nothingLeft: ({
    ms,
    unrefd,
    waiting,
  }: {
    ms: number
    /** A timer that is left, but does not keep a program alive. */
    unrefd: string | undefined
    /** The requests and the lines that wait. */
    waiting: readonly string[]
  }) =>
    `Nothing can happen any more (at ${count(ms)} ms), and your function has not finished: no timer or ` +
    `answer is left to wake it${unrefd === undefined ? '' : ` but ${unrefd}, which is unref'd and does not keep a program alive`}. ` +
    'If it waits for a `new Promise` of yours, neither resolve nor reject was called.' +
    (waiting.length > 0 ? `\nStill waiting:\n${waiting.map(line => `  ${line}`).join('\n')}` : ''),

  everyThreadWaits: ({ ms, threads }: { ms: number; threads: readonly Waiting[] }) =>
    `Nothing can happen any more (at ${count(ms)} ms): every thread waits.\n` +
    waitingLines(threads)
      .map(line => `  ${line}`)
      .join('\n'),

  /** An operation that is not simulated. */
  reallyUnderWay: ({ operations: names }: { operations: readonly RealOperation[] }) =>
    `Your function waits for ${operationNames(names)} in the real world, and nothing has come of that for a ` +
    'long time. Simulated time stands still meanwhile.',

  nothingLeftForReal: () =>
    'Nothing can happen any more, and your function has not finished: no timer or answer is left to wake it. ' +
    'Run it on the exact clock, which can tell who waits, and where.',

  tookTooLongForReal: ({ ms }: { ms: number }) =>
    `Your function has not finished after ${count(ms)} ms.`,
}
