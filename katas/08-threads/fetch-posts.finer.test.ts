import { expect, test } from 'vitest'
import { forAll, interleavings, notebook, simulate, urls } from '#lab'
import { fetchPosts } from './fetch-posts.ts'

const [post1, post2, post3, post4, post5] = urls as [string, string, string, string, string]

test('starts no more threads than there are posts', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts([post1, post2], 3))
  expect(run).toStartThreads(2)
})

test('starts no thread for no posts, and returns no lines', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts([], 3))
  expect(run).toStartThreads(0)
  expect(run.result).toEqual([])
})

test('requests each post once, in whatever order the threads get their turns', async () => {
  const given = [post1, post1, post1, post1]
  const program = async (choices: number[]) => {
    const run = await simulate({ server: notebook, choices }, () => fetchPosts(given, 3))
    expect(run.result).toBeLines(given.map(url => `[200] ${url}`))
    expect(run.trace.filter(({ kind }) => kind === 'request').length, 'requests').toBe(4)
  }
  await forAll(interleavings(), program, { seed: 8, numRuns: 5 })
})

test('gives two calls at once threads of their own, and lines of their own', async () => {
  const calls = [
    [post1, post2],
    [post3, post4, post5],
  ]
  const run = await simulate({ server: notebook }, () =>
    Promise.all(calls.map(given => fetchPosts(given, 2))),
  )
  expect(run).toStartThreads(4)
  for (const [index, given] of calls.entries()) {
    expect(run.result[index]).toBeLines(given.map(url => `[200] ${url}`))
  }
})
