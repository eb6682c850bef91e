import { spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { OwnTime, withDescendants } from '../../src/grader/inside/own-time.ts'

const ended = (pids: () => readonly number[], limit: number) =>
  new Promise<void>(resolve => new OwnTime(pids, limit, resolve))

test('time passes for what waits', async () => {
  await ended(() => [], 1_000)
})

test('time begins anew where something has happened', async () => {
  let over = false
  const time = new OwnTime(
    () => [],
    2_000,
    () => {
      over = true
    },
  )
  await delay(1_500)
  time.again()
  await delay(1_000)
  expect(over).toBe(false)
  time.stop()
})

test('time passes for what works, as much as it gets', async () => {
  const child = spawn(process.execPath, ['-e', 'for (;;);'])
  await ended(() => withDescendants(child.pid), 1_000)
  child.kill('SIGKILL')
})

test.runIf(process.platform === 'linux')('what a process has started counts as well', async () => {
  const child = spawn('sh', ['-c', 'sleep 60 & sleep 60'])
  await expect.poll(() => withDescendants(child.pid).length, { timeout: 1_200_000 }).toBe(3)
  child.kill('SIGKILL')
})
