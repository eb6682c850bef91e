import path from 'node:path'
import { hint } from './hints.ts'
import { type Kata, ROOT } from './katas.ts'
import { comparisonOf } from './predict.ts'
import type { Early, Result } from './results.ts'
import { runKatas } from './run.ts'
import { Runner } from './runner.ts'
import { earlyFailureOf, failureOf, listOf } from './screen.ts'
import { NotKept, remember } from './store.ts'
import type { Terminal } from './terminal.ts'
import { needsPolling, watchFolder } from './watcher.ts'

const KEYS = 'On save the tests run again.   h hint   l list   q quit'

/** What is shown, and how. */
export interface Lessons {
  readonly katas: readonly Kata[]
  /** The deep ones, where nobody has asked for them. */
  readonly leftOut: readonly Kata[]
  /** Whether to look for saved files again and again, also where the system would tell. */
  readonly poll: boolean
}

/**
 * The place to learn in: the list, then the first kata that does not pass yet, run again on every save.
 * Without a terminal it prints the same once. Answers with the exit code when the student quits.
 */
export async function learn(lessons: Lessons, terminal: Terminal | undefined): Promise<number> {
  if (terminal) {
    await new Lesson(lessons, terminal).untilQuit()
  } else {
    const { katas, leftOut } = lessons
    const results = await runKatas(katas)
    remember(results, sentence => console.error(sentence))
    console.log(`${listOf(results, leftOut)}\n${currentOf(results, leftOut)}`)
  }
  return 0
}

/** The first kata that does not pass; a word of praise when there is none. */
function currentOf(results: readonly Result[], leftOut: readonly Kata[]): string {
  const open = firstOpen(results)
  return open ? failureOf(open) : nothingLeft(leftOut)
}

function nothingLeft(leftOut: readonly Kata[]): string {
  const more = leftOut.length > 0 ? ' The deep ones are for you: npx kata --deep.' : ''
  return `Every kata passes. The solutions/ have other ways to the same end.${more}\n`
}

function firstOpen(results: readonly Result[]): Result | undefined {
  return results.find(({ passes }) => !passes)
}

/** A student in front of a terminal. */
class Lesson {
  readonly #lessons: Lessons
  readonly #terminal: Terminal
  #results: Result[] = []

  constructor(lessons: Lessons, terminal: Terminal) {
    this.#lessons = lessons
    this.#terminal = terminal
  }

  async untilQuit(): Promise<void> {
    const { katas, poll } = this.#lessons
    const folder = path.join(ROOT, 'katas')
    const runner = await Runner.open(katas, early => this.#takeEarly(early))
    // Watched before the first run: what is saved meanwhile counts.
    const watcher = watchFolder(folder, poll || needsPolling(folder), files => {
      const saved = katas.filter(kata => files.some(file => isIn(kata, file)))
      if (saved.length > 0) void this.#run(runner, saved, files)
    })
    void this.#run(runner, katas, [])
    await this.#terminal.keysUntilQuit({
      l: () => this.#show(listOf(this.#results, this.#lessons.leftOut)),
      h: () => this.#show(this.#hint()),
    })
    watcher.close()
    await runner.close()
  }

  async #run(runner: Runner, katas: readonly Kata[], files: readonly string[]): Promise<void> {
    // What had no time to be run before is run now.
    const unknown = this.#lessons.katas.filter(kata =>
      this.#results.every(other => other.kata !== kata),
    )
    const results = await runner.run([...new Set([...katas, ...unknown])], files)
    if (!results) return
    // The screen has better to tell than that something could not be kept.
    remember(results, () => {})
    this.#take(results, katas)
  }

  #hint(): string {
    const open = firstOpen(this.#results)
    try {
      return open ? hint(open.kata) : nothingLeft(this.#lessons.leftOut)
    } catch (error) {
      if (error instanceof NotKept) return error.message
      throw error
    }
  }

  /** The first failure of the kata that was saved, while its other tests are still running. */
  #takeEarly(early: Early): void {
    if (this.#results.length > 0) this.#show(earlyFailureOf(early))
  }

  /** The first run brings all katas; later ones only those that were saved. */
  #take(newer: readonly Result[], asked: readonly Kata[]): void {
    const { katas, leftOut } = this.#lessons
    const before = firstOpen(this.#results)?.kata
    const isFirst = this.#results.length === 0
    const byKata = new Map([...this.#results, ...newer].map(result => [result.kata, result]))
    this.#results = katas.flatMap(kata => byKata.get(kata) ?? [])
    const own = newer.filter(({ kata }) => asked.includes(kata))
    const saved = own.find(({ kata }) => kata === before) ?? own[0]
    const solved = saved?.passes && saved.kata === before
    const current = currentOf(this.#results, leftOut)
    if (isFirst) this.#show(`${listOf(this.#results, leftOut)}\n${current}`)
    else if (saved)
      this.#show([failureOf(saved), ...(solved ? [predicted(saved.kata), current] : [])].join('\n'))
  }

  #show(text: string): void {
    this.#terminal.show(`${text}\n${KEYS}\n`)
  }
}

/** How good the prediction was, for a kata that passes now. */
function predicted(kata: Kata): string {
  const comparison = comparisonOf(kata)
  return comparison === undefined ? '' : `${comparison}\n`
}

/** Whether a file is one of a kata's, or of a folder in it. */
function isIn({ folder }: Kata, file: string): boolean {
  return file.startsWith(folder + path.sep)
}
