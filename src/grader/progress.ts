import { clearLine, cursorTo } from 'node:readline'
import type { Grade } from './grades.ts'
import { inColumns, oneLine, widthOf } from './reports/harmless.ts'
import { countsOf } from './reports/report.ts'
import { words } from './words/words.ts'

/** Where progress is told: a terminal, or a file that keeps all of it. */
export interface Sink {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
}

/** Tells how far grading is: in a terminal in one line that changes, elsewhere in a line for each submission. */
export class Progress {
  readonly #sink: Sink
  readonly #all: number
  readonly #underWay = new Set<string>()
  #done = 0

  /** @param all how many submissions there are to grade */
  constructor(sink: Sink, all: number) {
    this.#sink = sink
    this.#all = all
  }

  /** How many submissions are graded. */
  get done(): number {
    return this.#done
  }

  /** Says something that stays. */
  say(sentence: string): void {
    this.clear()
    this.#sink.write(`${sentence}\n`)
    this.#draw()
  }

  begin(name: string): void {
    this.#underWay.add(name)
    this.#draw()
  }

  end(name: string, grades: readonly Grade[]): void {
    this.#underWay.delete(name)
    this.#done++
    if (this.#sink.isTTY) this.#draw()
    else this.say(words.progress.graded(this.#done, this.#all, oneLine(name), countsOf(grades)))
  }

  /** Takes the line that changes away. */
  clear(): void {
    if (!this.#sink.isTTY) return
    const stream = this.#sink as NodeJS.WriteStream
    cursorTo(stream, 0)
    clearLine(stream, 0)
  }

  #draw(): void {
    this.clear()
    if (!this.#sink.isTTY || this.#underWay.size === 0) return
    const names = [...this.#underWay].map(oneLine)
    const line = words.progress.underWay(this.#done, this.#all, names)
    // The last column would make some terminals begin a new line.
    const columns = (this.#sink.columns ?? 80) - 1
    this.#sink.write(widthOf(line) > columns ? inColumns(line, columns) : line)
  }
}
