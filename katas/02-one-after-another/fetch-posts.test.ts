import { expect, test } from 'vitest'
import { notebook, observe, requestsOf, simulate, urls } from '#lab'
import { fetchPosts } from './fetch-posts.ts'

const [post1, post2, post3, post4] = urls as [string, string, string, string]

test('takes as long as the nineteen answers added up: 4,090 ms', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls))
  expect(run).toTake(4090)
})

test('never has more than one request in flight', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls))
  expect(run).toPeakAt(1)
})

test('returns a line for each address, in their order', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls))
  expect(run.result).toBeLines(urls.map(url => `[200] ${url}`))
})

test('returns a line for a 404, too: an answer is no error, whatever its status', async () => {
  const server = { ...notebook, [post2]: { delay: 10, status: 404, body: {} } }
  const run = await simulate({ server }, () => fetchPosts([post1, post2, post3]))
  expect(run.result).toBeLines([`[200] ${post1}`, `[404] ${post2}`, `[200] ${post3}`])
})

test('rejects when a connection is cut, and requests nothing more', async () => {
  const server = { ...notebook, [post4]: { delay: 100, cut: true } }
  const run = await observe({ server }, () => fetchPosts(urls))
  expect(run.outcome.status, 'the outcome').toBe('rejected')
  expect(requestsOf(run.trace).map(request => request.url)).toBeLines(urls.slice(0, 4))
})
