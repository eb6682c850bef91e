import { setImmediate, setInterval, setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { inTheLab, type Log, onNode } from '../beside-node.ts'

// When a promised timer is aborted, or is over: not a microtask earlier than on Node.

/** Says each microtask from now on, beside what else happens in them. */
async function count(log: Log, microtasks = 12): Promise<void> {
  for (let number = 1; number <= microtasks; number++) {
    await null
    log(`microtask ${number}`)
  }
}

const programs: Record<string, (log: Log) => Promise<unknown>> = {
  setTimeout: async log => {
    const controller = new AbortController()
    setTimeout(1_000, 'over', controller).catch(() => log('rejected'))
    controller.abort()
    await count(log)
  },
  setImmediate: async log => {
    const controller = new AbortController()
    setImmediate('over', controller).catch(() => log('rejected'))
    controller.abort()
    await count(log)
  },
  'setInterval, of which somebody waits for the next': async log => {
    const controller = new AbortController()
    const ticks = setInterval(1_000, 'tick', controller)
    ticks.next().catch(() => log('rejected'))
    await null
    controller.abort()
    await count(log)
  },
  'setInterval, before anybody waits': async log => {
    const controller = new AbortController()
    const ticks = setInterval(1_000, 'tick', controller)
    controller.abort()
    ticks.next().catch(() => log('rejected'))
    await count(log)
  },
  'a signal that was aborted before': async log => {
    setTimeout(1_000, 'over', { signal: AbortSignal.abort() }).catch(() => log('rejected'))
    await count(log)
  },
  'a signal that is not aborted, once the timer is over': async log => {
    const { signal } = new AbortController()
    const begun = Promise.withResolvers<void>()
    setTimeout(5, 'over', { signal }).then(log)
    globalThis.setTimeout(() => begun.resolve(), 5)
    await begun.promise
    await count(log)
  },
}

describe('an abort is told in the same microtask as on Node', () => {
  test.each(Object.entries(programs))('%s', async (_name, program) => {
    const inTheLabNow = await inTheLab(program)
    expect(inTheLabNow.map(line => line.replace(/^[\d.]+ /, ''))).toEqual(await onNode(program))
    expect(inTheLabNow).toHaveLength(13)
  })
})
