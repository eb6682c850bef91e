import path from 'node:path'
import { hasDemonstrations } from '../../course/demonstrations.ts'
import { type Kata, ROOT } from '../../course/katas.ts'
import { NotKept } from '../../course/kept-files.ts'
import { predictionOf } from '../../course/prediction.ts'
import { keepPrediction, remember } from '../../course/progress.ts'
import { hint } from '../one-kata/hint.ts'
import { isToBeAsked } from '../one-kata/predict.ts'
import { time } from '../one-kata/time.ts'
import { failureOf, listOf } from '../screen/screen.ts'
import { bold } from '../screen/style.ts'
import type { Early, Result } from '../testing/results.ts'
import { runKatas } from '../testing/run.ts'
import { Runner } from '../testing/runner.ts'
import { words } from '../words/words.ts'
import { earlyPage, finerPage, type Page, pageOf, resultPage } from './pages.ts'
import type { Terminal } from './terminal.ts'
import { needsPolling, watchFolder } from './watcher.ts'

/** What is shown, and how. */
export interface Lessons {
  readonly katas: readonly Kata[]
  /** The deep ones, where nobody has asked for them. */
  readonly leftOut: readonly Kata[]
  /** Whether to look for saved files again and again, also where the system would tell. */
  readonly poll: boolean
  /** Whether words take the place of pictures. */
  readonly plain: boolean
}

/**
 * The place to learn in: the first kata that does not pass yet, run again on every save. Without a terminal it
 * prints the list and that kata once. Answers with the exit code when the student quits.
 */
export async function learn(lessons: Lessons, terminal: Terminal | undefined): Promise<number> {
  if (terminal) {
    await new Lesson(lessons, terminal).untilQuit()
  } else {
    const { katas, leftOut, plain } = lessons
    const results = await runKatas(katas)
    remember(results, sentence => console.error(sentence))
    const open = firstOpen(results)
    const current = open ? failureOf(open, { plain }) : nothingLeft(leftOut)
    console.log(`${listOf(results, leftOut)}\n${current}`)
  }
  return 0
}

function nothingLeft(leftOut: readonly Kata[]): string {
  const { nothingLeft, deepLeft } = words.session
  return [nothingLeft, ...(leftOut.length > 0 ? [deepLeft] : []), ''].join('\n')
}

function firstOpen(results: readonly Result[]): Result | undefined {
  return results.find(({ passes }) => !passes)
}

/** A student in front of a terminal. */
class Lesson {
  readonly #lessons: Lessons
  readonly #terminal: Terminal
  /** Those that are known, in the order of the katas. */
  #results: Result[] = []
  /** The kata that the student is at. */
  #current: Kata | undefined
  /** Whether they are at its finer points. */
  #atFiner = false
  #page: Page
  /** The page of the kata that the student is at, which may be shown or not. */
  #own: Page
  /** Which of the page's screens is shown. */
  #screen = 0
  /** While a question or a measurement has the terminal, nothing else is written there. */
  #lent = false
  #asking = false
  /** Katas whose question was put, also where the answer could not be kept. */
  readonly #asked = new Set<Kata>()

  constructor(lessons: Lessons, terminal: Terminal) {
    this.#lessons = lessons
    this.#terminal = terminal
    this.#own = pageOf(words.session.running(lessons.katas.length))
    this.#page = this.#own
  }

  async untilQuit(): Promise<void> {
    const { katas, poll } = this.#lessons
    const folder = path.join(ROOT, 'katas')
    this.#draw()
    const runner = await Runner.open(katas, early => this.#takeEarly(early))
    // Watched before the first run: what is saved meanwhile counts.
    const watcher = watchFolder(folder, poll || needsPolling(folder), files => {
      const saved = katas.filter(kata => files.some(file => isIn(kata, file)))
      if (saved.length > 0) void this.#run(runner, saved, files)
    })
    void this.#run(runner, [], [])
    const keys = {
      f: () => this.#goFiner(),
      h: () => this.#show(pageOf(this.#hint())),
      l: () => this.#show(pageOf(listOf(this.#results, this.#lessons.leftOut))),
      n: () => void this.#goOn(),
      t: () => void this.#measure(),
      space: () => this.#turnOver(),
    }
    await this.#terminal.keysUntilQuit(keys, () => this.#draw())
    watcher.close()
    await runner.close()
  }

  async #run(runner: Runner, saved: readonly Kata[], files: readonly string[]): Promise<void> {
    // At first all; later what had no time to be run before.
    const unknown = this.#lessons.katas.filter(kata => !this.#resultOf(kata))
    const ideas = await runner.run([...new Set([...saved, ...unknown])], files)
    if (!ideas) return
    this.#take(ideas)
    const own = saved.find(kata => kata === this.#current) ?? saved[0]
    const turned = this.#turnTo(own ?? firstOpen(this.#results)?.kata)
    const results = await runner.runFiner(ideas)
    if (results) this.#takeFiner(results)
    await turned
  }

  #take(results: readonly Result[]): void {
    // The screen has better to tell than that something could not be kept.
    remember(results, () => {})
    const byKata = new Map([...this.#results, ...results].map(result => [result.kata, result]))
    this.#results = this.#lessons.katas.flatMap(kata => byKata.get(kata) ?? [])
  }

  /** The finer points are known a little later: whoever looks at their kata sees them then. */
  #takeFiner(results: readonly Result[]): void {
    // The others are kept already.
    const known = results.filter(({ finer }) => finer)
    this.#take(known)
    if (!known.some(({ kata }) => kata === this.#current) || this.#page !== this.#own) return
    this.#showOwn()
    this.#draw()
  }

  /** Shows a kata: its question before its first result. */
  async #turnTo(kata: Kata | undefined): Promise<void> {
    if (kata !== this.#current) this.#atFiner = false
    this.#current = kata
    this.#screen = 0
    this.#showOwn()
    // Nobody should wait for a result that is there.
    if (this.#asking) this.#terminal.add(`\n\n${words.session.resultWaits}\n`)
    if (kata && this.#isToBeAsked(kata)) await this.#ask(kata)
    this.#draw()
  }

  /** Makes the page of the current kata the one that is shown. */
  #showOwn(): void {
    const kata = this.#current
    const result = kata && this.#resultOf(kata)
    this.#own =
      !kata || !result
        ? pageOf(nothingLeft(this.#lessons.leftOut))
        : this.#atFiner && result.passes
          ? finerPage(result, this.#following(kata), this.#howFar())
          : resultPage(result, this.#following(kata), this.#howFar())
    this.#page = this.#own
  }

  /** The first failure of the kata that was saved, while its other tests are still running. */
  #takeEarly(early: Early): void {
    const { kata, isFiner } = early
    if (!this.#resultOf(kata) || this.#isToBeAsked(kata)) return
    if (isFiner && !(this.#atFiner && kata === this.#current)) return
    // Its result is to follow, as the page that is shown.
    this.#own = earlyPage(early)
    this.#show(this.#own)
  }

  // ---- keys ----------------------------------------------------------------------------------------

  #hint(): string {
    const kata = this.#current
    try {
      return kata ? hint(kata) : nothingLeft(this.#lessons.leftOut)
    } catch (error) {
      if (error instanceof NotKept) return error.message
      throw error
    }
  }

  /** To the next kata that does not pass, in their order, and at the end to the first again. */
  async #goOn(): Promise<void> {
    if (this.#lent || this.#results.length === 0) return
    await this.#turnTo(this.#following(this.#current) ?? firstOpen(this.#results)?.kata)
  }

  /** To the finer points of a kata that is solved. */
  #goFiner(): void {
    const kata = this.#current
    if (this.#lent || !kata) return
    const { nothingFiner, solveFirst } = words.session
    if (!kata.finer || !this.#resultOf(kata)?.passes) {
      this.#show(pageOf(kata.finer ? solveFirst(kata) : nothingFiner(kata)))
      return
    }
    this.#atFiner = true
    this.#screen = 0
    this.#showOwn()
    this.#draw()
  }

  /** The kata's demonstration on the real clock. */
  async #measure(): Promise<void> {
    const kata = this.#current
    if (this.#lent || !kata) return
    if (!hasDemonstrations(kata)) {
      this.#show(pageOf(words.session.nothingToTime(kata)))
      return
    }
    const before = this.#page
    let text = `${bold(words.session.realClock(kata))}\n\n`
    await this.#lend(async () => {
      this.#terminal.show(text)
      await time(kata, { solution: false }, more => {
        text += more
        this.#terminal.add(more)
      })
    })
    // Who has saved meanwhile wants to see that first.
    this.#show(this.#page === before ? pageOf(text) : this.#page)
  }

  // ---- the screen ----------------------------------------------------------------------------------

  #isToBeAsked(kata: Kata): boolean {
    return !this.#lent && !this.#asked.has(kata) && isToBeAsked(kata)
  }

  async #ask(kata: Kata): Promise<void> {
    const prediction = predictionOf(kata)
    if (!prediction) return
    this.#asked.add(kata)
    await this.#lend(async () => {
      this.#terminal.show(`${bold(words.session.question(kata))}\n\n`)
      this.#asking = true
      const answer = await this.#terminal.ask(prediction)
      this.#asking = false
      try {
        if (answer !== undefined) keepPrediction(kata, answer)
      } catch (error) {
        if (!(error instanceof NotKept)) throw error
      }
    })
  }

  async #lend(use: () => Promise<void>): Promise<void> {
    this.#lent = true
    await use()
    this.#lent = false
  }

  #show(page: Page): void {
    this.#page = page
    this.#screen = 0
    this.#draw()
  }

  /** To the page's next screen, and from its last to the first. */
  #turnOver(): void {
    this.#screen++
    this.#draw()
  }

  #draw(): void {
    if (this.#lent) return
    const screens = this.#page(this.#terminal.size)
    this.#screen %= screens.length
    this.#terminal.show(screens[this.#screen] ?? '')
  }

  // ---- the katas -----------------------------------------------------------------------------------

  #resultOf(kata: Kata): Result | undefined {
    return this.#results.find(result => result.kata === kata)
  }

  /** The next kata after this one that does not pass. */
  #following(kata: Kata | undefined): Kata | undefined {
    const index = this.#results.findIndex(result => result.kata === kata)
    return firstOpen([...this.#results.slice(index + 1), ...this.#results.slice(0, index + 1)])
      ?.kata
  }

  #howFar(): string {
    const passed = this.#results.filter(({ passes }) => passes).length
    return words.session.passing({ passed, total: this.#results.length })
  }
}

/** Whether a file is one of a kata's, or of a folder in it. */
function isIn({ folder }: Kata, file: string): boolean {
  return file.startsWith(folder + path.sep)
}
