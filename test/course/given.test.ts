import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { ask } from '../../katas/08-threads/ask.ts'
import { findKatas } from '../../src/course/katas.ts'
import { inTheLab } from '../lab/beside-node.ts'

// What katas give is said once: what a student has learned of ask.ts in one of them holds in the others.

test('every ask.ts that a kata gives is the same', () => {
  const givers = findKatas().filter(({ given }) => given.includes('ask.ts'))
  const texts = givers.map(({ folder }) => readFileSync(path.join(folder, 'ask.ts'), 'utf8'))
  expect(givers.map(({ number }) => number)).toEqual(['08', '09', '12'])
  expect(new Set(texts).size).toBe(1)
})

describe('ask', () => {
  const file = new URL('../lab/thread-files/asked.ts', import.meta.url)

  /** What becomes of each of some questions, asked one after another or all at once. */
  async function answers(answer: string, questions: number, atOnce = false) {
    return inTheLab(async log => {
      const thread = new Worker(file, { workerData: answer })
      const question = async () => {
        await ask(thread, 'question').then(
          reply => log(`replied: ${reply}`),
          (error: Error) => log(error.message),
        )
      }
      if (atOnce) await Promise.all(Array.from({ length: questions }, question))
      else for (let i = 0; i < questions; i++) await question()
      await thread.terminate()
    })
  }

  test('resolves with the next message of the thread', async () => {
    expect(await answers('replies', 2)).toEqual(['0 replied: reply', '0 replied: reply'])
  })

  test('rejects with the error that ends the thread', async () => {
    expect(await answers('throws', 1)).toEqual(['0 boom'])
  })

  test('rejects with the exit code of a thread that exits without a reply', async () => {
    expect(await answers('exits', 1)).toEqual(['0 The thread has exited with code 3.'])
  })

  test('refuses a second question while the first has no reply', async () => {
    expect(await answers('replies', 2, true)).toEqual([
      '0 The thread has not replied yet: ask it one thing at a time.',
      '0 replied: reply',
    ])
  })
})
