import { styleText } from 'node:util'
import { type Demonstration, install, observe, runForReal, warmUp } from '#lab'
import { demonstrationsOf } from '../../course/demonstrations.ts'
import { findKatas, type Kata } from '../../course/katas.ts'
import { fitted } from '../../course/text.ts'
import { words } from '../words/words.ts'
import { comparison, cpuTimes, picture, wallTime } from './time-text.ts'

// A program of its own: shows a kata's demonstrations on the real clock. Its arguments are the kata's name,
// and the folder of the functions that are demonstrated: katas, or solutions.

// Kept before the student's code, and the lab, put something in their place.
const exit = process.exit.bind(process)
const cpuUsage = process.cpuUsage.bind(process)
// Before any library that keeps the timers it finds.
install()

const [name, whose] = process.argv.slice(2)
const kata = findKatas().find(each => each.name === name) as Kata
const ends = await show()
// Whatever the student's code has left behind does not keep us.
exit(ends ? 0 : 1)

/** Shows one demonstration after the other; false where the code does not run to its end. */
async function show(): Promise<boolean> {
  const demonstrations = await load()
  if (!demonstrations) return false
  const head = whose === 'solutions' ? words.time.solution(kata) : words.titled(kata)
  console.log(`${bold(head)}\n`)
  const walls = new Map<string, number>()
  for (const demonstration of demonstrations) {
    const wall = await showOne(demonstration)
    if (wall === undefined) return false
    walls.set(demonstration.name, wall)
  }
  if (walls.size > 1) console.log(comparison(walls))
  return true
}

async function load(): Promise<readonly Demonstration[] | undefined> {
  try {
    return await demonstrationsOf(kata, whose as 'katas' | 'solutions')
  } catch (error) {
    fail(error)
    return undefined
  }
}

/** One demonstration; answers with its wall time in ms, with nothing where it failed. */
async function showOne(demonstration: Demonstration): Promise<number | undefined> {
  const { name, options = {}, run } = demonstration
  // On the exact clock first: it says what to expect, and finds what would hang.
  const exact = await observe(options, run)
  if (exact.outcome.status === 'rejected') return fail(exact.outcome.reason)
  console.log(`${bold(name)}: ${words.time.exact(wallTime(exact.elapsed))}\n`)

  await warmUp(demonstration)
  const before = cpuUsage()
  const real = await runForReal(demonstration)
  const usage = cpuUsage(before)
  if (real.outcome.status === 'rejected') return fail(real.outcome.reason)
  console.log(cpuTimes(usage))
  console.log(`${words.time.wall(wallTime(real.elapsed))}\n`)
  console.log(`${picture(real)}\n`)
  return real.elapsed
}

function fail(error: unknown): undefined {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  console.log(fitted(words.time.incomplete(text)))
  console.log(words.time.more(kata))
  return undefined
}

function bold(text: string): string {
  return styleText('bold', text)
}
