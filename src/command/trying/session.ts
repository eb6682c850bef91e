import type { Page } from '../session/pages.ts'
import type { Terminal } from '../session/terminal.ts'
import { words } from '../words/words.ts'
import { nameOf, pageOf } from './page.ts'
import { runProgram } from './run-program.ts'
import { filesBeside, Saves } from './saves.ts'

/** What trying needs of a terminal. */
export type Screen = Pick<Terminal, 'size' | 'show' | 'listen' | 'suspend' | 'close'>

/** Runs a program, and again on every save of it or of what it imports, until somebody quits. */
export async function tryUntilQuit(file: string, screen: Screen): Promise<void> {
  const session = new Trying(file, screen)
  await session.untilQuit()
}

class Trying {
  readonly #file: string
  readonly #name: string
  readonly #screen: Screen
  readonly #saves = new Saves(() => void this.#run())
  /** The run that is under way: a newer one takes its place. */
  #running = new AbortController()
  #page: Page
  /** Which of the page's screens is shown. */
  #shown = 0

  constructor(file: string, screen: Screen) {
    this.#file = file
    this.#name = nameOf(file)
    this.#screen = screen
    this.#page = () => [words.trying.running(this.#name)]
  }

  async untilQuit(): Promise<void> {
    // Before the first run: what is saved meanwhile counts.
    this.#saves.watch(filesBeside(this.#file))
    this.#draw()
    void this.#run()
    await new Promise<void>(quit => {
      const keys: Readonly<Record<string, () => void>> = {
        r: () => void this.#run(),
        space: () => this.#turnOver(),
        q: quit,
        'ctrl-c': quit,
        'ctrl-z': () => this.#screen.suspend(),
      }
      this.#screen.listen(
        key => keys[key]?.(),
        () => this.#draw(),
      )
    })
    this.#screen.close()
    this.#saves.close()
    this.#running.abort()
  }

  async #run(): Promise<void> {
    this.#running.abort()
    const running = new AbortController()
    this.#running = running
    const tried = await runProgram(this.#file, running.signal)
    if (running.signal.aborted) return
    this.#saves.watch(tried.imported)
    this.#page = pageOf(this.#name, tried)
    this.#shown = 0
    this.#draw()
  }

  /** To the page's next screen, and from its last to the first. */
  #turnOver(): void {
    this.#shown++
    this.#draw()
  }

  #draw(): void {
    const screens = this.#page(this.#screen.size)
    this.#shown %= screens.length
    this.#screen.show(screens[this.#shown] ?? '')
  }
}
