import { expect, test } from 'vitest'
import { notebook, observe, simulate, urls } from '#lab'
import { fetchPosts } from './fetch-posts.ts'

const [post1, post2, post3] = urls as [string, string, string]

test('keeps the loop of the main thread free while the other threads block', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls, 3))
  expect(run).toKeepTheLoopFree()
})

test('fetches nineteen posts on three threads, used again and again', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls, 3))
  expect(run).toStartThreads(3)
})

test('takes 1,710 ms on three threads: a thread that is free takes the next post', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls, 3))
  expect(run).toPeakAt(3)
  expect(run).toTake(1710)
})

test('returns the lines in the order of the addresses', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls, 3))
  expect(run.result).toBeLines(urls.map(url => `[200] ${url}`))
})

test('has ended every thread when the lines are there', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls, 3))
  expect(run).toLeaveNothingBehind()
})

test('rejects at the moment a connection is cut, and ends every thread then, too', async () => {
  const server = { ...notebook, [post2]: { delay: 60, cut: true } }
  const run = await observe({ server }, () => fetchPosts([post1, post2, post3], 2))
  expect(run).toRejectWith(new TypeError('get failed'))
  expect(run).toTake(60)
  expect(run).toLeaveNothingBehind()
})

// Last, since starting so many threads takes the longest.
test('takes 4,090 ms on one thread, and 950 ms on nineteen', async () => {
  const one = await simulate({ server: notebook }, () => fetchPosts(urls, 1))
  expect(one, 'one thread').toTake(4090)
  const nineteen = await simulate({ server: notebook }, () => fetchPosts(urls, 19))
  expect(nineteen, 'nineteen threads').toTake(950)
})
