import path from 'node:path'
import { emitKeypressEvents } from 'node:readline'
import { hint } from './hints.ts'
import type { Kata } from './katas.ts'
import { openKatas, type Result, runKatas } from './run.ts'
import { failureOf, listOf } from './screen.ts'

/**
 * The place to learn in: the list, then the first kata that does not pass yet, run again on every save.
 * Without a terminal it prints the same once. Answers with the exit code when the student quits.
 */
export async function learn(katas: readonly Kata[]): Promise<number> {
  const { stdin, stdout } = process
  if (!stdin.isTTY || !stdout.isTTY) {
    const results = await runKatas(katas)
    console.log(listOf(results))
    console.log(currentOf(results))
    return 0
  }
  const lesson = new Lesson(katas)
  await lesson.open()
  return 0
}

/** The first kata that does not pass; a word of praise when there is none. */
function currentOf(results: readonly Result[]): string {
  const open = results.find(({ passes }) => !passes)
  return open ? failureOf(open) : NOTHING_LEFT
}

const NOTHING_LEFT = 'Every kata passes. The solutions/ have other ways to the same end.\n'

const KEYS = 'On save the tests run again.   h hint   l list   q quit'

/** A student in front of a terminal. */
class Lesson {
  readonly #katas: readonly Kata[]
  #results: Result[] = []

  constructor(katas: readonly Kata[]) {
    this.#katas = katas
  }

  /** Stays until the student quits. */
  async open(): Promise<void> {
    const vitest = await openKatas(this.#katas, { watch: true }, results => this.#take(results))
    // The runner forgets who imports a file that is deleted, so it has to be told when one is back.
    const rerun = (file: string) => {
      const kata = this.#katas.find(({ folder }) => path.dirname(path.resolve(file)) === folder)
      const tests = kata?.tests.flatMap(test =>
        vitest.getModuleSpecifications(path.join(kata.folder, test)),
      )
      if (tests) void vitest.rerunTestSpecifications(tests)
    }
    vitest.vite.watcher.on('add', rerun).on('unlink', rerun)
    const { stdin } = process
    emitKeypressEvents(stdin)
    stdin.setRawMode(true)
    await new Promise<void>(quit => {
      stdin.on('keypress', (_text, key: { name?: string; ctrl?: boolean }) => {
        if (key.name === 'q' || (key.ctrl && key.name === 'c')) quit()
        if (key.name === 'l') this.#show(listOf(this.#results))
        if (key.name === 'h') this.#show(this.#current ? hint(this.#current.kata) : NOTHING_LEFT)
      })
    })
    stdin.setRawMode(false)
    stdin.pause()
    await vitest.close()
  }

  get #current(): Result | undefined {
    return this.#results.find(({ passes }) => !passes)
  }

  /** The first run brings all katas; later ones only those that were saved. */
  #take(newer: readonly Result[]): void {
    const first = this.#results.length === 0
    const before = this.#current?.kata
    const byKata = new Map([...this.#results, ...newer].map(result => [result.kata, result]))
    this.#results = this.#katas.flatMap(kata => byKata.get(kata) ?? [])
    const saved = newer.find(({ kata }) => kata === before) ?? newer[0]
    if (first) this.#show(`${listOf(this.#results)}\n${currentOf(this.#results)}`)
    else if (saved?.passes && saved.kata === before) {
      this.#show(`${failureOf(saved)}\n${currentOf(this.#results)}`)
    } else if (saved) this.#show(failureOf(saved))
  }

  #show(text: string): void {
    console.clear()
    console.log(text)
    console.log(KEYS)
  }
}
