import type { Page } from '../session/pages.ts'
import type { Terminal } from '../session/terminal.ts'
import { FollowedPage } from '../showing/followed-page.ts'
import { programContent } from '../showing/program.ts'
import { words } from '../words/words.ts'
import { nameOf, pageOf } from './page.ts'
import { Trials } from './trials.ts'

/** What trying needs of a terminal. */
export type Screen = Pick<Terminal, 'size' | 'show' | 'listen' | 'suspend' | 'close'>

/** Runs a program, and again on every save of it or of what it imports, until somebody quits. */
export async function tryUntilQuit(file: string, screen: Screen): Promise<void> {
  const session = new Trying(file, screen)
  await session.untilQuit()
}

class Trying {
  readonly #name: string
  readonly #screen: Screen
  readonly #trials: Trials
  readonly #browser: FollowedPage
  #page: Page
  /** Which of the page's screens is shown. */
  #shown = 0

  constructor(file: string, screen: Screen) {
    this.#name = nameOf(file)
    this.#screen = screen
    this.#page = () => [words.trying.running(this.#name)]
    this.#browser = new FollowedPage(
      async () => programContent(file, () => this.#trials),
      undefined,
    )
    this.#draw()
    this.#trials = new Trials(file, () => this.#changed())
  }

  async untilQuit(): Promise<void> {
    await new Promise<void>(quit => {
      const keys: Readonly<Record<string, () => void>> = {
        r: () => this.#trials.run(),
        w: () => void this.#look(),
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
    this.#trials.close()
    await this.#browser.close()
  }

  #changed(): void {
    this.#browser.update()
    // Before the first has ended there is nothing new to see.
    if (!this.#trials?.latest || this.#trials.isRunning) return
    this.#page = pageOf(this.#name, this.#trials.latest)
    this.#shown = 0
    this.#draw()
  }

  /** Opens the run in the browser, and says where it is. */
  async #look(): Promise<void> {
    const address = await this.#browser.open()
    this.#screen.show(`${words.showing.inBrowser(address)}\n`)
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
