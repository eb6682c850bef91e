import { AsyncLocalStorage } from 'node:async_hooks'
import { type Frame, studentFrames } from './stack-frames.ts'

// Where spans began: the student's line. A stack is captured for each of the first spans of a run, which costs little,
// and becomes text only where somebody looks, which costs much. It lies beside the trace: that stays as it is.

/** The stack of a call, as text when it is asked for; or its line, where another thread has looked already. */
export type Origin = { readonly stack?: string } | { readonly line: string | undefined }

const origins = new WeakMap<object, Origin>()

/** Deep enough to reach the student's code from the lab's innermost functions. */
const FRAMES = 24

/** Kept before a program can change it. */
const { captureStackTrace } = Error

/** The call that is going on. */
export function originHere(): Origin {
  const holder = {}
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = FRAMES
  captureStackTrace(holder, originHere)
  Error.stackTraceLimit = limit
  return holder
}

/** What has asked for something that begins later, and elsewhere: a request, for one. */
const asking = new AsyncLocalStorage<Origin>()

/** Calls a function: all that begins on its behalf, however late, began here. */
export function beginningHere<T>(call: () => T): T {
  return asking.run(originHere(), call)
}

/** Whether such a call is what goes on. */
export function isBegunEarlier(): boolean {
  return asking.getStore() !== undefined
}

/** Notes where a span began: there, or where what goes on has begun. */
export function noteOrigin(span: object, origin?: Origin): void {
  origins.set(span, origin ?? asking.getStore() ?? originHere())
}

export function originOf(span: object): Origin | undefined {
  return origins.get(span)
}

/** Gives a span the origin of another that stands for the same. */
export function adopt(span: object, origin: Origin | undefined): void {
  if (origin) origins.set(span, origin)
}

/** The student's line that began a span, `katas/03-gather/gather.ts:12`: one of a test only where there is no other. */
export function placeOf(span: object): string | undefined {
  const origin = origins.get(span)
  if (!origin) return undefined
  if ('line' in origin) return origin.line
  const frames = studentFrames(textOf(origin))
  return (frames.find(frame => !isTests(frame)) ?? frames[0])?.line
}

/** A program may have put its own in place of how stacks become text. */
function textOf(origin: Origin): string | undefined {
  const { stack } = origin as { stack?: unknown }
  return typeof stack === 'string' ? stack : undefined
}

function isTests({ line }: Frame): boolean {
  return /\.test\.ts:\d+$/.test(line)
}
