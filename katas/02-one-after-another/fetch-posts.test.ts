import { expect, test } from 'vitest'
import { notebook, observe, requestsOf, simulate, urls } from '#lab'
import { fetchPosts } from './fetch-posts.ts'

const [, second, , fourth] = urls as [string, string, string, string]
const lines = urls.map(url => `[200] ${url}`)

test('takes as long as the nineteen answers added up: 4,090 ms', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls))
  expect(run).toTake(4090)
})

test('never has more than one request in flight', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls))
  expect(run).toPeakAt(1)
  expect(run).toLeaveNothingBehind()
})

test('requests the addresses in their order', async () => {
  const backwards = urls.toReversed()
  const run = await simulate({ server: notebook }, () => fetchPosts(backwards))
  expect(run).toStartInOrder(backwards)
})

test('gives one line for each address, in their order', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls))
  expect(run.result).toEqual(lines)
})

test('makes a line of an answer with status 500, too', async () => {
  const server = { ...notebook, [second]: { delay: 250, status: 500 } }
  const run = await simulate({ server }, () => fetchPosts(urls))
  expect(run.result).toEqual(lines.with(1, `[500] ${second}`))
})

test('rejects when a connection is cut, and passes on what fetch threw', async () => {
  const server = { ...notebook, [fourth]: { delay: 100, cut: true } }
  const run = await observe({ server }, () => fetchPosts(urls))
  expect(run.outcome).toEqual({ status: 'rejected', reason: new TypeError('fetch failed') })
})

test('requests nothing more after a connection was cut', async () => {
  const server = { ...notebook, [fourth]: { delay: 100, cut: true } }
  const run = await observe({ server }, () => fetchPosts(urls))
  expect(requestsOf(run.trace)).toHaveLength(4)
})

test('has nothing to do for an empty list', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts([]))
  expect(run.result).toEqual([])
})
