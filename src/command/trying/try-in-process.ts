import { registerHooks } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { inspect } from 'node:util'
import { install, notebook, type Options, observe, type Run } from '#lab'
import { pictureOf, studentFrames, tell } from '#lab/report'
import { ROOT } from '../../course/katas.ts'
import { inWholeMs } from '../one-kata/time-text.ts'
import type { Ran, Sent, Unusable } from './tried.ts'

// A program of its own: runs somebody's program once, on the simulated machine, and sends what it did. Its argument is
// the program's file. `run-program.ts` starts it.

/** Longer texts than that nobody reads. */
const MOST_LETTERS = 20_000
/** How long the loop may be blocked on the real clock, in ms: it is never quite on time there. */
const MOST_BLOCKED = 20

// Kept before the program's code, and the lab, put something in their place.
const exit = process.exit.bind(process)
const send = process.send?.bind(process) as (message: Sent, sent?: () => void) => void
const write = process.stdout.write.bind(process.stdout)
// One stream, so that what is printed stays in order.
process.stderr.write = write as typeof process.stderr.write
// Before any library that keeps the timers it finds.
install()

const imported = new Set<string>()
registerHooks({
  resolve(specifier, context, next) {
    const { parentURL = '' } = context
    // A program may lie outside of the project, where nothing else knows the lab.
    if (specifier.startsWith('#lab'))
      return next(specifier, { ...context, parentURL: import.meta.url })
    if (/^\.\.?\//.test(specifier) && isPrograms(parentURL)) {
      // Also one that is not there: it may be there soon.
      imported.add(fileURLToPath(new URL(specifier, parentURL)))
    }
    return next(specifier, context)
  },
})

const [, , file = ''] = process.argv
const what = await tryOut()
// What was printed has gone before.
write('', () => send({ what }, () => exit(0)))

async function tryOut(): Promise<Ran | Unusable> {
  let program: { default?: unknown; options?: unknown }
  try {
    program = await import(pathToFileURL(file).href)
  } catch (error) {
    return unusable('notLoaded', [textOf(error), ...placeIn(error)].join(' '))
  } finally {
    send({ imported: [...imported] })
  }
  const { default: body, options } = program
  if (typeof body !== 'function') return unusable('noFunction', '')
  const wanted = { server: notebook, ...(options as Options) }
  try {
    const run = await observe(wanted, body as () => unknown)
    return whatDid(wanted.clock === 'real' ? inWholeMs(run) : run, wanted)
  } catch (error) {
    return unusable('wrongOptions', (error as Error).message)
  }
}

function whatDid(run: Run, { clock }: Options): Ran {
  const { outcome, elapsed } = run
  const isReal = clock === 'real'
  const { sentences, about, steps, names } = tell(run, '', { blocked: isReal ? MOST_BLOCKED : 0 })
  // Nobody has said that it was to request anything.
  const isWanted = (_: unknown, index: number) => names[index]?.name !== 'nothingWasRequested'
  const reason = outcome.status === 'rejected' ? outcome.reason : undefined
  const isTold = outcome.status === 'rejected' && outcome.crash !== undefined
  const [place] = reason instanceof Error ? placesIn(reason.stack) : []
  return {
    kind: 'ran',
    // What ends a program from outside of its function ends it after that, too.
    elapsed: isTold ? run.ended : elapsed,
    isReal,
    returned: outcome.status === 'fulfilled' ? shown(outcome.value) : undefined,
    error: outcome.status === 'rejected' && !isTold ? textOf(reason) : undefined,
    place,
    sentences: sentences.filter(isWanted),
    about: about.filter(isWanted),
    steps,
    picture: pictureOf(run),
  }
}

function unusable(fault: Unusable['fault'], detail: string): Unusable {
  return { kind: 'unusable', fault, detail }
}

function isPrograms(url: string): boolean {
  const own = `${pathToFileURL(ROOT).href}/src/`
  return url.startsWith('file:') && !url.includes('/node_modules/') && !url.startsWith(own)
}

function shown(value: unknown): string {
  return inspect(value, { depth: 4, breakLength: 76 }).slice(0, MOST_LETTERS)
}

/** An error without its stack, and what caused it. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return shown(error)
  const { name, message, cause } = error
  const own = message === '' ? name : `${name}: ${message.trim()}`
  const all = cause instanceof Error ? `${own} (${textOf(cause)})` : own
  return all.slice(0, MOST_LETTERS)
}

/** Where a file could not be loaded; of an error in the syntax, that stands above its name. */
function placeIn(error: unknown): string[] {
  const { stack = '' } = (error ?? {}) as Error
  const [, place, line] = /^(.+):(\d+)\n/.exec(stack) ?? []
  if (!place)
    return placesIn(stack)
      .slice(0, 1)
      .map(own => `(${own})`)
  const file = place.startsWith('file:') ? fileURLToPath(place) : place
  return [`(${path.relative(process.cwd(), file)}:${line})`]
}

/** The program's own places in a stack. */
function placesIn(stack: string | undefined): string[] {
  return studentFrames(stack)
    .filter(({ text }) => !text.includes(import.meta.url))
    .map(({ line }) => line)
}
