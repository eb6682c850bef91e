import path from 'node:path'
import { emitKeypressEvents } from 'node:readline'
import type { Vitest } from 'vitest/node'
import { hint } from './hints.ts'
import type { Kata } from './katas.ts'
import { openKatas, type Result, runKatas } from './run.ts'
import { failureOf, listOf } from './screen.ts'

const KEYS = 'On save the tests run again.   h hint   l list   q quit'

/**
 * The place to learn in: the list, then the first kata that does not pass yet, run again on every save.
 * Without a terminal it prints the same once. Answers with the exit code when the student quits.
 */
export async function learn(katas: readonly Kata[], leftOut: readonly Kata[]): Promise<number> {
  if (process.stdin.isTTY && process.stdout.isTTY) {
    await new Lesson(katas, leftOut).untilQuit()
  } else {
    const results = await runKatas(katas)
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
  readonly #katas: readonly Kata[]
  readonly #leftOut: readonly Kata[]
  #results: Result[] = []

  constructor(katas: readonly Kata[], leftOut: readonly Kata[]) {
    this.#katas = katas
    this.#leftOut = leftOut
  }

  async untilQuit(): Promise<void> {
    const vitest = await openKatas(this.#katas, { watch: true }, results => this.#take(results))
    this.#rerunForOtherFiles(vitest)
    await this.#keys()
    await vitest.close()
  }

  /**
   * The runner forgets who imports a file that is deleted, so it has to be told when one is back; and it
   * never knew of files that only threads load.
   */
  #rerunForOtherFiles(vitest: Vitest): void {
    const rerun = (file: string) => {
      const folderOf = path.dirname(path.resolve(file))
      const kata = this.#katas.find(({ folder }) =>
        [folderOf, path.dirname(folderOf)].includes(folder),
      )
      const tests = kata?.tests.flatMap(test =>
        vitest.getModuleSpecifications(path.join(kata.folder, test)),
      )
      if (tests) void vitest.rerunTestSpecifications(tests)
    }
    const rerunForThreads = (file: string) => {
      if (path.basename(file) === 'worker.ts' || path.basename(path.dirname(file)) === 'jobs')
        rerun(file)
    }
    vitest.vite.watcher.on('add', rerun).on('unlink', rerun).on('change', rerunForThreads)
  }

  /** Answers the keys until the one that quits. */
  async #keys(): Promise<void> {
    const { stdin } = process
    emitKeypressEvents(stdin)
    stdin.setRawMode(true)
    await new Promise<void>(quit => {
      stdin.on('keypress', (_text, key: { name?: string; ctrl?: boolean }) => {
        if (key.name === 'q' || (key.ctrl && key.name === 'c')) quit()
        if (key.name === 'l') this.#show(listOf(this.#results, this.#leftOut))
        if (key.name === 'h') this.#show(this.#hint())
      })
    })
    stdin.setRawMode(false)
    stdin.pause()
  }

  #hint(): string {
    const open = firstOpen(this.#results)
    return open ? hint(open.kata) : nothingLeft(this.#leftOut)
  }

  /** The first run brings all katas; later ones only those that were saved. */
  #take(newer: readonly Result[]): void {
    const before = firstOpen(this.#results)?.kata
    const isFirst = this.#results.length === 0
    const byKata = new Map([...this.#results, ...newer].map(result => [result.kata, result]))
    this.#results = this.#katas.flatMap(kata => byKata.get(kata) ?? [])
    const saved = newer.find(({ kata }) => kata === before) ?? newer[0]
    const solved = saved?.passes && saved.kata === before
    const current = currentOf(this.#results, this.#leftOut)
    if (isFirst) this.#show(`${listOf(this.#results, this.#leftOut)}\n${current}`)
    else if (saved) this.#show(failureOf(saved) + (solved ? `\n${current}` : ''))
  }

  #show(text: string): void {
    console.clear()
    console.log(text)
    console.log(KEYS)
  }
}
