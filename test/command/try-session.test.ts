import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { edit, environment, pathOf, put, tooWide, useCopy, words } from './copy.ts'

// npx kata try on a terminal. What ends a test is always a screen that was waited for.

useCopy()

const FILE = 'mine.ts'

let session: Session | undefined

afterEach(async () => {
  await session?.quit()
  session = undefined
})

/** kata try in a process of its own. */
class Session {
  readonly screens: string[] = []
  readonly #child: ChildProcessWithoutNullStreams
  #wake: () => void = () => {}
  #seen = 0

  constructor() {
    put('test/command/trying.ts', 'test/command/trying.ts')
    const argv = [pathOf('test/command/trying.ts'), pathOf(FILE)]
    this.#child = spawn(process.execPath, argv, { cwd: pathOf('.'), env: environment() })
    createInterface({ input: this.#child.stdout }).on('line', line => {
      this.screens.push(JSON.parse(line) as string)
      this.#wake()
    })
  }

  /** The next screen, after those that were waited for before, that has these words in it. */
  async until(...parts: string[]): Promise<string> {
    for (;;) {
      const found = this.screens
        .slice(this.#seen)
        .findIndex(screen => parts.every(part => words(screen).includes(part)))
      if (found >= 0) {
        this.#seen += found + 1
        return this.screens[this.#seen - 1] as string
      }
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
  }

  press(key: string): void {
    this.#child.stdin.write(`${key}\n`)
  }

  async quit(): Promise<void> {
    if (this.#child.exitCode !== null) return
    const ended = once(this.#child, 'exit')
    this.press('q')
    await ended
  }
}

test('on a terminal a program runs again on each save of it and of what it imports', async () => {
  edit(FILE, 'export default () => 1')
  session = new Session()
  await session.until(
    'mine.ts: returned after 0 ms',
    'It returned: 1',
    'r run again w browser q quit',
  )

  edit(FILE, "import { two } from './.kata/two.ts'", 'export default () => two')
  await session.until("can't be loaded", 'two.ts')
  edit('.kata/two.ts', 'export const two = 22')
  await session.until('It returned: 22')
  edit('.kata/two.ts', 'export const two = 222')
  await session.until('It returned: 222')

  session.press('r')
  await session.until('It returned: 222')
  rmSync(pathOf(FILE))
  await session.until("can't be loaded")
  edit(FILE, 'export default () => 3')
  await session.until('It returned: 3')
})

test('on a terminal a run gives way to a newer save, however long it would take', async () => {
  edit(FILE, 'export default () => 1')
  session = new Session()
  await session.until('It returned: 1')
  edit(FILE, 'export default () => { for (;;); }')
  await new Promise(resolve => setTimeout(resolve, 500))
  edit(FILE, 'export default () => 2')
  await session.until('It returned: 2')
  expect(session.screens.filter(screen => screen.includes('was stopped'))).toEqual([])
})

test('on a terminal what has no room is on the next screen, and no screen is too large', async () => {
  put('src/command/words/en/programs/together.ts', FILE)
  session = new Session()
  await session.until('returned after 950 ms', 'more lines', 'all 19 together', 'space 1/2')
  session.press('space')
  await session.until("'Post number 19'", 'space 2/2')
  session.press('space')
  await session.until('space 1/2')
  session.press('100x60')
  expect(await session.until('GET /posts/10 ')).toMatch(/^GET \/posts\/10 /m)
  session.press('60x12')
  await session.until('space 1/')
  for (const screen of session.screens.slice(1, 4)) {
    expect(tooWide(screen)).toEqual([])
    expect(screen.split('\n').length).toBeLessThanOrEqual(24)
  }
  const narrow = session.screens.at(-1) as string
  expect(narrow.split('\n').length).toBeLessThanOrEqual(12)
})
