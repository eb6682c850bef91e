import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { getCallSites } from 'node:util'

const LAB = path.dirname(import.meta.dirname)

/** One place in a stack. */
export interface Frame {
  /** As a test runner can read it: `    at name (/path/file.ts:12:5)`. */
  readonly text: string
  /** As a person can: `katas/03-gather/gather.ts:12`, with forward slashes everywhere. */
  readonly line: string
}

/** The frames of a stack that are not Node's, a package's or the lab's own: the student's, newest first. */
export function studentFrames(stack: string | undefined): Frame[] {
  const frames: Frame[] = []
  for (const text of stack?.split('\n') ?? []) {
    const place = FRAME.exec(text)
    const file = place?.[1] && fileOf(place[1])
    if (file && isStudents(file)) frames.push({ text, line: `${shorten(file)}:${place[2]}` })
  }
  return frames
}

/** The student's frames of the call that is going on, however deep the lab stands in it. */
export function framesHere(): Frame[] {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 50
  const { stack } = new Error()
  Error.stackTraceLimit = limit
  return studentFrames(stack)
}

/** `at name (/path/file.ts:12:5)` or `at file:///C:/path/file.ts:12:5`; Node's own frames have no path. */
const FRAME = /(?:\(|at (?:async )?)((?:file:\/\/)?(?:\/|[A-Za-z]:[\\/]).*):(\d+):\d+\)?$/

function fileOf(place: string): string {
  const file = place.replace(/\?.*$/, '')
  return path.resolve(file.startsWith('file:') ? fileURLToPath(file) : file)
}

function isStudents(file: string): boolean {
  return !file.includes('node_modules') && !file.startsWith(LAB + path.sep)
}

function shorten(file: string): string {
  return path.relative(process.cwd(), file).split(path.sep).join('/')
}

/** Whether one of the nearest callers is in a file whose name matches; cheaper than a stack's text. */
export function calledFrom(file: RegExp, nearest: number): boolean {
  return getCallSites(nearest).some(({ scriptName }) => file.test(scriptName))
}

/** The files of undici: the copy in Node that `fetch` is made of, and the package. */
export const UNDICI = /^node:internal\/deps\/undici|[\\/]node_modules[\\/]undici[\\/]/
