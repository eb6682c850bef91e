import { expect, test } from 'vitest'
import { notebook, observe, requestsOf, simulate, urls } from '#lab'
import { fetchPosts } from './fetch-posts.ts'

const [post1, post2, post3, post4] = urls as [string, string, string, string]
const lines = urls.map(url => `[200] ${url}`)

test('takes as long as the nineteen answers added up: 4,090 ms', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls))
  expect(run).toTake(4090)
})

test('never has more than one request in flight', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls))
  expect(run).toPeakAt(1)
})

test('gives one line for each address, in their order', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts(urls))
  expect(run.result).toBeLines(lines)
})

test('gives each address as it stands in the list, not as the answer has it', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts([`${post1}#comments`]))
  expect(run.result).toBeLines([`[200] ${post1}#comments`])
})

test('requests the addresses in the order of the list', async () => {
  const list = [post4, post1, post2]
  const run = await simulate({ server: notebook }, () => fetchPosts(list))
  expect(run).toStartInOrder(list)
})

test('requests an address twice that is in the list twice, and gives two lines', async () => {
  const list = [post4, post1, post4]
  const run = await simulate({ server: notebook }, () => fetchPosts(list))
  expect(requestsOf(run.trace).map(request => request.url)).toBeLines(list)
  expect(run.result).toBeLines(list.map(url => `[200] ${url}`))
})

test('keeps two calls apart that run at the same time', async () => {
  const both = () => Promise.all([fetchPosts([post1]), fetchPosts([post4])])
  const run = await simulate({ server: notebook }, both)
  expect(run.result).toEqual([[`[200] ${post1}`], [`[200] ${post4}`]])
})

test('lets no call wait for another one: two at the same time take 290 ms, not 390', async () => {
  const both = () => Promise.all([fetchPosts([post1]), fetchPosts([post4])])
  const run = await simulate({ server: notebook }, both)
  const time =
    'ms for both; if the later call waits for the earlier one, a queue outside the function is to blame'
  expect(run.elapsed, time).toBe(290)
})

test('makes a line of every status, 201, 404 or 503, and requests nothing again', async () => {
  const server = {
    [post1]: { delay: 30, status: 201, body: {} },
    [post2]: { delay: 10, status: 404, body: {} },
    [post3]: { delay: 20, status: 503, body: {} },
  }
  const run = await simulate({ server }, () => fetchPosts([post1, post2, post3]))
  expect(run.result).toBeLines([`[201] ${post1}`, `[404] ${post2}`, `[503] ${post3}`])
  expect(run).toTake(60)
})

test('rejects when a connection is cut, and passes on what fetch threw', async () => {
  const server = { ...notebook, [post4]: { delay: 100, cut: true } }
  const run = await observe({ server }, () => fetchPosts(urls))
  const cause = expect.objectContaining({ code: 'ECONNRESET' })
  const reason = expect.objectContaining({ message: 'fetch failed', cause })
  expect(run.outcome).toEqual({ status: 'rejected', reason })
})

test('requests nothing more after a connection was cut', async () => {
  const server = { ...notebook, [post4]: { delay: 100, cut: true } }
  const run = await observe({ server }, () => fetchPosts(urls))
  expect(requestsOf(run.trace).map(request => request.url)).toBeLines(urls.slice(0, 4))
})

test('has nothing to do for an empty list', async () => {
  const run = await simulate({ server: notebook }, () => fetchPosts([]))
  expect(run.result).toEqual([])
})
