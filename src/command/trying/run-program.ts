import { fork } from 'node:child_process'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../../course/katas.ts'
import { takeStopped } from '../testing/stopped.ts'
import type { Sent, Tried, Unusable } from './tried.ts'

const PROGRAM = path.join(import.meta.dirname, 'try-in-process.ts')
/** Ends a process that can't end itself. */
const GUARD = pathToFileURL(path.join(ROOT, 'src/lab/guard/guard-program.ts')).href
/** Of what a program prints beyond that, only the lines are counted. */
const MOST_LETTERS = 200_000
/** Node's own, for a file whose top level awaits what never comes. */
const AWAITS_FOREVER = 13

/**
 * Runs a program once, in a process of its own: whatever its code does to its process, it does not do it to the
 * command.
 *
 * @param signal ends it, whatever it does; what is known then is of no use
 */
export async function runProgram(file: string, signal?: AbortSignal): Promise<Tried> {
  const child = fork(PROGRAM, [file], {
    // A program outside of the project need not have a package.json.
    execArgv: ['--import', GUARD, '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'],
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    serialization: 'advanced',
    killSignal: 'SIGKILL',
    ...(signal ? { signal } : {}),
  })
  let printed = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    printed += printed.length < MOST_LETTERS ? text : text.replaceAll(/.+/g, '.')
  })
  let known: Partial<Tried> = {}
  child.on('message', (sent: Sent) => {
    known = { ...known, ...sent }
  })
  const code = await new Promise<number | null>(resolve => {
    // An AbortError: who has aborted it knows.
    child.on('error', () => {})
    child.once('close', resolve)
  })
  const { what = endOf(file, code), imported = [] } = known
  return { what, printed, imported }
}

/** Why a process came to its end without a word. */
function endOf(file: string, code: number | null): Unusable {
  const stopped = takeStopped({ folder: path.dirname(file) }, path.basename(file))
  if (stopped) return { kind: 'unusable', fault: 'stopped', detail: stopped.why }
  const fault = code === AWAITS_FOREVER ? 'awaitsForever' : 'ended'
  return { kind: 'unusable', fault, detail: String(code ?? '') }
}
