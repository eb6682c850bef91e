import { expect, test } from 'vitest'
import { notebook, observe, requestsOf, simulate, urls } from '#lab'
import { fetchPosts } from './fetch-posts.ts'

const [post1, , , post4] = urls as [string, string, string, string]

test('takes any list: another order, an address that is listed twice, none at all', async () => {
  const list = [post4, post1, post4]
  const run = await simulate({ server: notebook }, () => fetchPosts(list))
  expect(requestsOf(run.trace).map(request => request.url)).toBeLines([post4, post1, post4])
  expect(run.result).toBeLines([`[200] ${post4}`, `[200] ${post1}`, `[200] ${post4}`])

  const nothing = await simulate({ server: notebook }, () => fetchPosts([]))
  expect(nothing.result, 'the lines of no addresses').toEqual([])
})

test('requests nothing again: a 503 is a line, too', async () => {
  const server = { ...notebook, [post4]: { delay: 100, status: 503, body: {} } }
  const run = await simulate({ server }, () => fetchPosts([post4, post1]))
  expect(run.result).toBeLines([`[503] ${post4}`, `[200] ${post1}`])
  expect(run).toTake(390)
})

test('keeps two calls apart that run at once: neither waits for the other', async () => {
  const both = () => Promise.all([fetchPosts([post1]), fetchPosts([post4])])
  const run = await simulate({ server: notebook }, both)
  const [earlier, later] = run.result
  expect(earlier, 'the lines of the earlier call').toBeLines([`[200] ${post1}`])
  expect(later, 'the lines of the later call').toBeLines([`[200] ${post4}`])
  const time =
    'ms for both; if the later call waits for the earlier one, a queue outside the function is to blame'
  expect(run.elapsed, time).toBe(290)
})

test('rejects with the error of fetch, unchanged', async () => {
  const server = { ...notebook, [post4]: { delay: 100, cut: true } }
  const run = await observe({ server }, () => fetchPosts([post4]))
  const reason = run.outcome.status === 'rejected' ? run.outcome.reason : 'it resolved'
  expect(reason, 'the error').toMatchObject({
    message: 'fetch failed',
    cause: { code: 'ECONNRESET' },
  })
})
