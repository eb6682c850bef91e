import { expect, test } from 'vitest'
import { notebook, observe, requestsOf, simulate, urls } from '#lab'
import { watch } from './watch.ts'

const [post1, post2] = urls as [string, string]
const ignore = () => {}

test('a cut connection stops the heart, and rejects with the error of fetch, at that moment', async () => {
  const server = { ...notebook, [post2]: { delay: 100, cut: true } }
  const run = await observe({ server }, () => watch([post1, post2], ignore))
  const reason = run.outcome.status === 'rejected' ? run.outcome.reason : 'it resolved'
  const cause = expect.objectContaining({ code: 'ECONNRESET' })
  const error = expect.objectContaining({ message: 'fetch failed', cause })
  expect(reason, 'the error, which is that of fetch').toEqual(error)
  expect(run.outcome, 'the outcome').toEqual({ status: 'rejected', reason })
  const cut = requestsOf(run.trace).find(request => request.outcome === 'cut')
  expect(run).toTake(cut?.to ?? 0)
  const timers = run.left.filter(({ kind }) => kind !== 'request').map(({ label }) => label)
  expect(timers, 'timers that were left when the connection was cut').toEqual([])
})

test('two calls at once have a heart each, which beats until its own posts are there', async () => {
  const beats = { first: 0, second: 0 }
  const run = await simulate({ server: notebook }, () =>
    Promise.all([watch([post1], () => beats.first++), watch([post2], () => beats.second++)]),
  )
  expect(beats, 'beats in 290 and in 250 ms').toEqual({ first: 7, second: 6 })
  const [first, second] = run.result
  expect(first, 'the lines of the first call').toBeLines([`[200] ${post1}`])
  expect(second, 'the lines of the second call').toBeLines([`[200] ${post2}`])
})

test('takes any list: an empty one, an address that is listed twice', async () => {
  const nothing = await simulate({ server: notebook }, () => watch([], ignore))
  expect(nothing.result, 'the lines of no addresses').toEqual([])

  const run = await simulate({ server: notebook }, () => watch([post1, post2, post1], ignore))
  const paths = requestsOf(run.trace).map(({ url }) => new URL(url as string).pathname)
  expect(paths, 'requests').toBeLines(['/posts/1', '/posts/2', '/posts/1'])
})
