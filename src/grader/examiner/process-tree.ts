import { type ChildProcess, spawn } from 'node:child_process'
import type { Event, Over } from '../inside/events.ts'
import { MOST_MEMORY } from '../inside/limits.ts'
import { OwnTime, withDescendants } from '../inside/own-time.ts'
import { endStrays, endTree, memoryOf } from './processes.ts'
import type { Launch } from './sandbox.ts'

/** How the processes of an examination came to their end. */
export interface TreeEnd {
  /** All that was ordered was done. */
  readonly over: boolean
  /** Why they were ended from outside, if they were. */
  readonly cut: 'silence' | 'memory' | 'output' | undefined
  readonly code: number | null
  readonly signal: string | null
  /** The end of what they printed on stderr, or why they could not be started. */
  readonly said: string
  /** Processes that went on beside the others, and were ended: a number. */
  readonly strays: number
}

/** How much the events of an examination may have, in bytes: the largest messages of all tests fit in. */
const MOST_EVENTS = 64_000_000
/** How much of stderr is kept, in letters. */
const KEPT = 4_000
/** How often memory is looked at, in ms. */
const LOOK = 200

/**
 * Starts a process and follows it and all that it starts until their end, which is certain.
 *
 * @param patience how long it may say nothing, in ms of its own time
 * @param onEvent gets what it says
 */
export function runTree(
  launch: Launch,
  patience: number,
  signal: AbortSignal,
  onEvent: (event: Event) => void,
): Promise<TreeEnd> {
  return new Promise(resolve => {
    let over = false
    let cut: TreeEnd['cut']
    let said = ''
    const end = (why: TreeEnd['cut']) => {
      cut ??= why
      endTree(child)
    }
    const { file, argv, cwd, env, folder } = launch
    // A group of its own: neither a signal to it nor one from the terminal reaches beyond.
    const child = spawn(file, argv, {
      cwd,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: DETACHED,
    })
    const silence = new OwnTime(
      () => withDescendants(child.pid),
      patience,
      () => end('silence'),
    )
    const looking = setInterval(() => {
      if (memoryOf(child.pid) > MOST_MEMORY) end('memory')
    }, LOOK)
    const onAbort = () => end(undefined)
    signal.addEventListener('abort', onAbort)
    readLines(child, {
      line: text => {
        silence.again()
        const event = parsed(text)
        if (event?.type === 'over') over = true
        else if (event) onEvent(event)
      },
      tooMuch: () => end('output'),
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-KEPT)
    })
    // It may be gone before it has read anything.
    child.stdin?.on('error', () => {})
    let late: NodeJS.Timeout | undefined
    const finish = (code: number | null, by: string | null) => {
      clearTimeout(late)
      silence.stop()
      clearInterval(looking)
      signal.removeEventListener('abort', onAbort)
      endTree(child)
      resolve({ over, cut, code, signal: by, said, strays: endStrays(folder) })
    }
    child.once('error', error => {
      said = error.message
      finish(null, null)
    })
    // Its pipes may stay open, in the hands of others.
    child.once('exit', () => {
      late = setTimeout(() => {
        child.stdout?.destroy()
        child.stderr?.destroy()
      }, 1_000)
    })
    child.once('close', finish)
  })
}

/** On Windows it would open a window. */
const DETACHED = process.platform !== 'win32'

function readLines(
  { stdout }: ChildProcess,
  { line, tooMuch }: { line: (text: string) => void; tooMuch: () => void },
): void {
  let bytes = 0
  let rest = ''
  stdout?.setEncoding('utf8').on('data', (text: string) => {
    bytes += text.length
    if (bytes > MOST_EVENTS) return tooMuch()
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    lines.forEach(line)
  })
}

/** A line that is no event is of somebody who has no business there. */
function parsed(text: string): Event | Over | undefined {
  try {
    return JSON.parse(text) as Event | Over
  } catch {
    return undefined
  }
}
