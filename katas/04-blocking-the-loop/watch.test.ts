import { expect, test } from 'vitest'
import { notebook, simulate, urls } from '#lab'
import { watch } from './watch.ts'

const [post1, post2, post3] = urls as [string, string, string]
const ignore = () => {}

test('the event loop is never blocked, not for 1 ms', async () => {
  const run = await simulate({ server: notebook }, () => watch(urls, ignore))
  expect(run).toKeepTheLoopFree()
})

test('the heart beats every 40 ms, on time, until the last post is there', async () => {
  const beats: number[] = []
  const run = await simulate({ server: notebook }, () =>
    watch(urls, () => beats.push(performance.now())),
  )
  const everyPeriod: number[] = []
  for (let at = 40; at < run.elapsed; at += 40) everyPeriod.push(at)
  expect(beats, 'ms at which the heart beat; the setInterval that was given does it').toEqual(
    everyPeriod,
  )
  expect(run.elapsed, 'ms until watch was done; the slowest post alone takes 950').toBeGreaterThan(
    949,
  )
})

test('returns a line for each address, in the order of the addresses', async () => {
  const server = { ...notebook, [post2]: { delay: 20, status: 500, body: {} } }
  const run = await simulate({ server }, () => watch([post3, post2, post1], ignore))
  expect(run.result).toBeLines([`[200] ${post3}`, `[500] ${post2}`, `[200] ${post1}`])
})

test('the heart stops when the last post is there', async () => {
  const run = await simulate({ server: notebook }, () => watch([post1, post2], ignore))
  expect(run).toLeaveNothingBehind()
})
