import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { renameSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { needsPolling } from '../../src/command/session/watcher.ts'
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
} from './copy.ts'

// npm start: what the screen shows when files are saved. What ends a test is always a screen that was waited for.

useCopy()

let lesson: Lesson | undefined

beforeAll(() => put('test/command/lesson.ts', 'test/command/lesson.ts'))

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
    this.#child = spawn(process.execPath, [pathOf('test/command/lesson.ts'), ...options], {
      cwd: pathOf('.'),
      env: environment({ KATA_GUARD_HURRY: '4' }),
    })
    createInterface({ input: this.#child.stdout }).on('line', line => {
      this.screens.push(JSON.parse(line) as string)
      this.#wake()
    })
  }

  /** The next screen, after those that were waited for before, that has these words in it. */
  async until(...parts: string[]): Promise<string> {
    for (;;) {
      for (; this.#seen < this.screens.length; this.#seen++) {
        const screen = this.screens[this.#seen] as string
        if (!parts.every(part => words(screen).includes(part))) continue
        this.#seen++
        return screen
      }
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
  }

  /** Presses a key, or answers a question. */
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

/** Up to the first failure: no question is answered. */
async function begin(...options: string[]): Promise<Lesson> {
  lesson = new Lesson(...options)
  await lesson.until(QUESTION)
  lesson.press('')
  await lesson.until('Cooperativo: 0 of 2 katas pass', FIRST, 'q quit')
  return lesson
}

const QUESTION = '02 One after another: before you begin, what do you think?'

test('npm start shows a kata again when it is saved, whatever was before', async () => {
  const lesson = await begin()

  // The first failure at once, the whole a little later.
  edit(FETCH_POSTS, 'export const fetchPosts = () => Promise.reject(new Error("not yet"))')
  await lesson.until('One after another: this test fails; the others are still running', 'not yet')
  await lesson.until('One after another: 0 of 5 tests pass', 'not yet')

  // Another kata than the one that is open.
  solve('03-gather')
  await lesson.until('03 Gather: 8 of 8 tests pass')
  put('test/verdicts/03-gather/skeleton', 'katas/03-gather')
  await lesson.until('03 Gather: 0 of 8 tests pass')

  // A loop that has to be stopped, and the next save.
  edit(FETCH_POSTS, 'export const fetchPosts = () => { for (;;); }')
  await lesson.until(FIRST, 'A loop in your code never ends')
  solve('02-one-after-another')
  await lesson.until('5 of 5 tests pass', 'Compare your code', 'Press n for 03 Gather.')
  lesson.press('n')
  await lesson.until('03 Gather: 0 of 8 tests pass')

  // A file that is put in the place of another, as editors do it; deleted, and there again.
  edit('katas/03-gather/draft.txt', read('solutions/03-gather/gather.ts'))
  renameSync(pathOf('katas/03-gather/draft.txt'), pathOf(GATHER))
  await lesson.until('03 Gather: 8 of 8 tests pass')
  rmSync(pathOf(GATHER))
  await lesson.until('FAILED katas/03-gather could not be tested')

  lesson.press('h')
  await lesson.until('03 Gather: hint 1 of')
  lesson.press('l')
  await lesson.until('Cooperativo: 1 of 2 katas pass', '02 One after another')
})

test('npm start asks before the first result of a kata, and tells what was right in the end', async () => {
  solve('02-one-after-another')
  lesson = new Lesson()
  await lesson.until('03 Gather: before you begin, what do you think?')
  // Nothing takes the screen away from the question.
  put('test/verdicts/03-gather/wrong/in-batches.ts', GATHER)
  await lesson.until(
    'what do you think?',
    'The tests have finished: press Enter to see the results.',
  )
  lesson.press('190')
  await lesson.until('19 requests in 4 batches', 'your function', 'the goal')
  lesson.press('120x60')
  expect(await lesson.until('of 8 tests pass', 'the goal')).toContain('/posts/19 ')
  solve('03-gather')
  await lesson.until('03 Gather: 8 of 8 tests pass', 'You said 190 ms; ')
  lesson.press('n')
  await lesson.until('Every kata passes.')
})

test('npm start goes on with the finer points of a kata that is solved, one at a time', async () => {
  const lesson = await begin()
  lesson.press('n')
  await lesson.until('03 Gather: before you begin')
  lesson.press('')
  await lesson.until('03 Gather: 0 of 8 tests pass')
  lesson.press('f')
  await lesson.until('03 Gather: make its tests pass first; the finer points come after that.')

  // Solved by its idea, although a finer point fails.
  put('test/verdicts/03-gather/wrong/results-outside.ts', GATHER)
  await lesson.until('03 Gather: 8 of 8 tests pass', '5 of 6 finer points pass: press f')
  lesson.press('l')
  await lesson.until('Cooperativo: 1 of 2 katas pass', 'solved 03 Gather 8 of 8, finer 5 of 6')
  lesson.press('f')
  await lesson.until(
    '03 Gather: solved, 5 of 6 finer points pass',
    'FAILED gather keeps two calls apart that run at once',
  )

  // A save that breaks the idea shows that; one that mends it goes back to the finer points.
  put('test/verdicts/03-gather/wrong/order-of-completion.ts', GATHER)
  await lesson.until(
    '03 Gather: 5 of 8 tests pass',
    'FAILED gather returns the results in the order',
  )
  put('test/verdicts/03-gather/wrong/called-twice.ts', GATHER)
  await lesson.until('03 Gather: 7 of 8 tests pass')
  put('test/verdicts/03-gather/wrong/copied-error.ts', GATHER)
  await lesson.until('03 Gather: this finer point fails; the others are still running')
  await lesson.until(
    '03 Gather: solved, 4 of 6 finer points pass',
    'FAILED gather rejects with the error that happens first',
  )
  solve('03-gather')
  await lesson.until('03 Gather: 8 of 8 tests pass', 'Complete: all 6 finer points pass.')
  lesson.press('l')
  await lesson.until('complete 03 Gather 8 of 8, finer 6 of 6')
})

test('npm start measures a kata on the real clock', async () => {
  const lesson = await begin()
  lesson.press('t')
  await lesson.until('02 One after another: your code on the real clock', 'TODO', 'q quit')
  lesson.press('l')
  await lesson.until('Cooperativo: 0 of 2 katas pass')
})

test('npm start lets a run give way to a newer save, however long it would take', async () => {
  const lesson = await begin()
  edit(FETCH_POSTS, 'export const fetchPosts = () => { for (;;); }')
  edit(GATHER, 'export const gather = () => {}', 'export const fetchPosts = () => {}')
  solve('02-one-after-another')
  await lesson.until('5 of 5 tests pass')
  expect(lesson.screens.filter(screen => words(screen).includes('no end'))).toEqual([])
})

test('npm start -- --poll sees a save by looking', async () => {
  const lesson = await begin('--poll')
  solve('02-one-after-another')
  await lesson.until('5 of 5 tests pass')
})

test('npm start -- --plain reads a page out once, and not again for each kata that has run', async () => {
  const lesson = await begin('--plain')
  solve('03-gather')
  await lesson.until('03 Gather: 8 of 8 tests pass', 'Complete: all 6 finer points pass.')
  expect(lesson.screens.filter(screen => screen.includes('still running'))).toEqual([])
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
