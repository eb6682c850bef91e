import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { renameSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { needsPolling } from './cli/watcher.ts'
import {
  edit,
  environment,
  FETCH_POSTS,
  GATHER,
  pathOf,
  put,
  read,
  solve,
  useCopy,
  words,
} from './cli-copy.ts'

// npm start: what the screen shows when files are saved. What ends a test is always a screen that was waited for.

useCopy()

let lesson: Lesson | undefined

beforeAll(() => put('test/cli-lesson.ts', 'test/cli-lesson.ts'))

afterEach(async () => {
  await lesson?.quit()
  lesson = undefined
})

/** The place to learn in, in a process of its own. */
class Lesson {
  readonly screens: string[] = []
  readonly #child: ChildProcessWithoutNullStreams
  #wake: () => void = () => {}
  #seen = 0

  constructor(...options: string[]) {
    this.#child = spawn(process.execPath, [pathOf('test/cli-lesson.ts'), ...options], {
      cwd: pathOf('.'),
      env: environment({ KATA_GUARD_HURRY: '4' }),
    })
    createInterface({ input: this.#child.stdout }).on('line', line => {
      this.screens.push(words(JSON.parse(line) as string))
      this.#wake()
    })
  }

  /** The next screen, after those that were waited for before, that has these words in it. */
  async until(...parts: string[]): Promise<string> {
    for (;;) {
      for (; this.#seen < this.screens.length; this.#seen++) {
        const screen = this.screens[this.#seen] as string
        if (!parts.every(part => screen.includes(part))) continue
        this.#seen++
        return screen
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

const FIRST = 'FAILED takes as long as the nineteen answers added up: 4,090 ms'

function begin(...options: string[]): Promise<string> {
  lesson = new Lesson(...options)
  return lesson.until('Cooperativo: 0 of 2 katas pass', FIRST, 'q quit')
}

describe.each([[[]], [['--poll']]])('npm start %j', options => {
  test('shows the list and the first kata, and that kata again when it is saved', async () => {
    await begin(...options)
    edit(FETCH_POSTS, 'export const fetchPosts = () => Promise.reject(new Error("not yet"))')
    await lesson?.until('One after another: this test fails, the others are running', 'not yet')
    await lesson?.until('One after another: 0 of 11 tests pass', 'not yet')
    solve('02-one-after-another')
    await lesson?.until('11 of 11 tests pass', 'Compare yours', '03 Gather: 0 of 18 tests pass')
  })
})

describe('npm start', () => {
  test('runs the kata that was saved, whichever is open', async () => {
    await begin()
    solve('03-gather')
    await lesson?.until('03 Gather: 18 of 18 tests pass')
  })

  test('sees a file that is put in the place of another, deleted, and there again', async () => {
    await begin()
    edit(
      'katas/02-one-after-another/draft.txt',
      read('solutions/02-one-after-another/fetch-posts.ts'),
    )
    renameSync(pathOf('katas/02-one-after-another/draft.txt'), pathOf(FETCH_POSTS))
    await lesson?.until('One after another: 11 of 11 tests pass')
    rmSync(pathOf(FETCH_POSTS))
    await lesson?.until('FAILED katas/02-one-after-another could not be tested')
    solve('02-one-after-another')
    await lesson?.until('One after another: 11 of 11 tests pass')
  })

  test('lives on when a kata has to be stopped, and runs the next save', async () => {
    await begin()
    edit(FETCH_POSTS, 'export const fetchPosts = () => { for (;;); }')
    await lesson?.until(FIRST, 'A loop in your code has no end')
    solve('02-one-after-another')
    await lesson?.until('11 of 11 tests pass')
  })

  test('lets a run give way to a newer save, however long it would take', async () => {
    await begin()
    edit(FETCH_POSTS, 'console.log("running")', 'export const fetchPosts = () => { for (;;); }')
    edit(GATHER, 'export const gather = () => {}', 'export const fetchPosts = () => {}')
    solve('02-one-after-another')
    await lesson?.until('11 of 11 tests pass')
    expect(lesson?.screens.filter(screen => screen.includes('no end'))).toEqual([])
  })

  test('answers its keys', async () => {
    await begin()
    lesson?.press('h')
    await lesson?.until('02 One after another: hint 1 of')
    lesson?.press('l')
    await lesson?.until('Cooperativo: 0 of 2 katas pass')
  })
})

describe('files are looked at again and again where the system does not tell of changes', () => {
  const mounts = [
    'overlay / overlay rw 0 0',
    'C:\\134 /mnt/c 9p rw,aname=drvfs 0 0',
    'server:/home /home/ada nfs4 rw 0 0',
    'dev /home/ada/My\\040disk ext4 rw 0 0',
  ].join('\n')

  test.each([
    ['/home/bob/katas', false],
    ['/mnt/c/Users/ada/katas', true],
    ['/mnt/cooperativo', false],
    ['/home/ada/katas', true],
    ['/home/ada/My disk/katas', false],
    ['\\\\server\\share\\katas', true],
    ['C:\\Users\\ada\\katas', false],
  ])('%s: %s', (folder, polls) => {
    expect(needsPolling(folder, mounts)).toBe(polls)
  })

  test('nowhere, where nothing is known of mounts', () => {
    expect(needsPolling('/home/ada', '')).toBe(false)
  })
})
