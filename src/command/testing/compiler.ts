import { type ChildProcess, spawn } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from '../../course/katas.ts'

// The type compiler as a process: of a low priority, and gone with whoever has started it.

/** Its name keeps editors from taking it for theirs: they look for `tsconfig.json`, in the folders above a file. */
const CONFIG = path.join(import.meta.dirname, 'tsconfig.katas.json')

/** One core is left to the tests. */
const OPTIONS = ['-p', CONFIG, '--noEmit', '--singleThreaded']
/** To be read by a program. */
const PRINT = ['--pretty', 'false', '--locale', 'en']

/** The compiler's program and its arguments; nothing where it is not installed. */
export function compilerCommand(...more: string[]): [string, ...string[]] | undefined {
  try {
    const compiler = new URL('./bin/tsc', import.meta.resolve('typescript/package.json'))
    return [process.execPath, fileURLToPath(compiler), ...OPTIONS, ...PRINT, ...more]
  } catch {
    return undefined
  }
}

const KEEP = 'nice -n 10 "$@" < /dev/null & read -r _; kill 0'

/**
 * The compiler doesn't notice that whoever has started it is gone, be it by a signal that nobody can handle. A shell
 * notices, since then its input ends, and ends its whole group. It lowers the priority as well: from here, that would
 * come too late for what it has started.
 */
export function startKept(compiler: readonly string[]): ChildProcess | undefined {
  return start(['/bin/sh', '-c', KEEP, 'sh', ...compiler], true)
}

/** On Windows a child ends with its parent: Node sees to that. */
export function start([program = '', ...argv]: readonly string[], isGroup = false) {
  try {
    const child = spawn(program, argv, {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'ignore'],
      // A group of its own is ended as a whole, and gets no signal of the terminal's.
      detached: isGroup,
      windowsHide: true,
    })
    // Not installed, not allowed, no memory: then nothing is said of types.
    child.on('error', () => {})
    child.stdin.on('error', () => {})
    lower(child)
    // The command ends when it likes; the child's input ends then.
    child.unref()
    for (const stream of [child.stdin, child.stdout]) (stream as unknown as NodeJS.Timeout).unref()
    return child
  } catch {
    return undefined
  }
}

/** On Windows it is "below normal", for the whole process and what it starts; elsewhere it is a niceness of 10. */
function lower({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) os.setPriority(pid, os.constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // As everybody else, then.
  }
}

/** Ends a process, if there is one, and waits until it has gone. */
export async function ended(child: ChildProcess | undefined): Promise<void> {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const { promise, resolve } = Promise.withResolvers<void>()
  child.once('exit', () => resolve())
  child.ref()
  child.stdin?.end()
  if (process.platform === 'win32') child.kill()
  await promise
}
