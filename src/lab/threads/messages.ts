import { isNativeError } from 'node:util/types'
import type { BlockingCall } from '../ground/blocking-call.ts'
import * as errors from '../ground/errors.ts'
import type { OpenSpan, Recorder } from '../ground/recorder.ts'
import { textOf } from '../ground/value-text.ts'
import type { Shared } from '../machine/shared-memory.ts'

/** What the main thread and another one send each other. */
export type Message = { readonly seq: number } & (
  | ({ readonly type: 'message'; readonly value: unknown } & Sent)
  | { readonly type: 'online' }
  /** An error that nobody caught on the thread. */
  | { readonly type: 'error'; readonly error: SentError }
  /** What the lab has to say about the thread's code: it ends the run. */
  | { readonly type: 'fault'; readonly error: SentError }
  /** The thread's last word. */
  | ({ readonly type: 'end' } & LastWord)
)

/** What comes along with a message: the shared memory in it, and when it was sent, in simulated ms. */
interface Sent {
  readonly shared: readonly Shared[]
  readonly from: number
}

/** Writes down that a message has arrived: it waits from when it was sent until it is taken. */
export function arrival(
  recorder: Recorder,
  { seq, from }: { readonly seq: number; readonly from: number },
  label: string,
): OpenSpan {
  return recorder.open({ row: { group: 'message' }, kind: 'message', label, from, opened: seq })
}

export interface LastWord {
  readonly code: number
  /** When, in simulated ms, and which beginning or end of a span it was. */
  readonly at: number
  readonly closed: number
  readonly spans: readonly OpenSpan[]
  /** The student's line that began each of them, where that is known. */
  readonly lines: readonly (string | undefined)[]
  /** Whether it was ended because the run was over. */
  readonly wasOver: boolean
  /** The blocking call that the thread stood in when it had to end, and the student's lines. */
  readonly stoodIn: BlockingCall | undefined
  readonly places: readonly string[]
}

/** An error as it crosses from one thread to another: its own properties, and which kind it is. */
export interface SentError {
  readonly kind: string | undefined
  readonly properties: Readonly<Record<string, unknown>>
  /** What was thrown, where it was no error. */
  readonly value?: unknown
}

/** The lab's own errors: they are of the same class on both sides. */
const FAULTS = Object.values(errors) as (new (...args: never[]) => Error)[]

/** The real one: a program can replace the global function. */
const clone = structuredClone

const KINDS = [
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  Error,
]

/** As Node does between a worker and its parent: name, message, stack, code and the like come along. */
export function packError(error: unknown): SentError {
  if (!isNativeError(error)) return { kind: undefined, properties: {}, value: cloneable(error) }
  const isFault = FAULTS.some(({ name }) => name === error.constructor.name)
  const kind = isFault ? error.constructor.name : KINDS.find(type => error instanceof type)?.name
  const names = ['name', 'message', ...Object.getOwnPropertyNames(error)]
  const properties = names.map(name => {
    const own = (error as unknown as Record<string, unknown>)[name]
    const value = name === 'stack' ? studentsStack(own) : own
    return [name, isNativeError(value) ? clone(value) : cloneable(value)]
  })
  return { kind: kind ?? 'Error', properties: Object.fromEntries(properties) }
}

export function unpackError({ kind, properties, value }: SentError): unknown {
  if (kind === undefined) return value
  const type = KINDS.find(({ name }) => name === kind) ?? Error
  const error = type === AggregateError ? new AggregateError([]) : new (type as typeof Error)()
  const fault = FAULTS.find(({ name }) => name === kind)
  if (fault) Object.setPrototypeOf(error, fault.prototype)
  for (const [name, own] of Object.entries(properties)) {
    const enumerable = !['name', 'message', 'stack', 'cause', 'errors'].includes(name)
    Object.defineProperty(error, name, {
      value: own,
      enumerable,
      configurable: true,
      writable: true,
    })
  }
  return error
}

/** A stack without the lab's own lines, and with files under their names. */
function studentsStack(stack: unknown): unknown {
  if (typeof stack !== 'string') return stack
  const lines = stack.replaceAll(/\?load=\d+/g, '').split('\n')
  return lines.filter(line => !line.includes('/src/lab/')).join('\n')
}

/** A value as another thread can have it: itself, or its text. */
function cloneable(value: unknown): unknown {
  try {
    return clone(value)
  } catch {
    return textOf(value)
  }
}
