import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Options, observe, type Run, type Span, simulate } from '#lab'
import { burn, get, sleep } from '#lab/blocking'
import { host } from '../../../src/lab/machine/host.ts'
import { onThreads } from '../thread-files/pool.ts'

// What happens on the real clock is what happens on the exact one; when, no test may ask.

const at = (path: string) => `https://example.org/${path}`
const server = {
  [at('a')]: { delay: 20, body: 'a' },
  [at('b')]: { delay: 5, status: 404, body: 'b' },
  [at('cut')]: { delay: 5, cut: true },
  [at('silent')]: { silent: true },
  // Longer than any computer stands still between two turns of a loop.
  [at('slow')]: { delay: 1_000, body: 's' },
}

const fileOf = (name: string) => new URL(`../thread-files/${name}`, import.meta.url)

/** On the real clock, messages between threads leave no trace. */
function withoutMessages(trace: Run['trace']): Run['trace'] {
  return trace.filter(({ kind }) => kind !== 'message')
}

/** What a run was like, its times left out. */
function shapeOf({ trace, outcome }: Run) {
  const spans = withoutMessages(trace).map(
    ({ track, kind, label, outcome, status, thread, method, url, blocking }) => {
      return { track, kind, label, outcome, status, thread, method, url, blocking }
    },
  )
  return { outcome, spans }
}

async function onBothClocks<T>(body: () => Promise<T>): Promise<[exact: Run<T>, real: Run<T>]> {
  return [await observe({ server }, body), await observe({ server, clock: 'real' }, body)]
}

const programs: Record<string, () => Promise<unknown>> = {
  'requests one after another': async () => {
    return [await (await fetch(at('a'))).text(), (await fetch(at('b'))).status]
  },
  'timers of all kinds': async () => {
    await wait(5, 'x')
    await new Promise(resolve => setTimeout(resolve, 3))
    let beats = 0
    await new Promise<void>(resolve => {
      const beat = setInterval(() => {
        if (++beats < 3) return
        clearInterval(beat)
        resolve()
      }, 4)
    })
    clearTimeout(setTimeout(() => {}, 1000))
    return beats
  },
  'blocking calls and processor work': async () => {
    sleep(3)
    burn(3)
    await wait(2)
    return get(at('b')).text()
  },
  'a request that is given up': async () => {
    return fetch(at('silent'), { signal: AbortSignal.timeout(10) }).catch(({ name }) => name)
  },
  'a connection that is cut': () => fetch(at('cut')),
  'a blocking request to a connection that is cut': async () => get(at('cut')),
  'an address that nobody knows': () => fetch(at('nowhere')),
  'an error': () => Promise.reject(new RangeError('mine')),
  'threads that take turns': () => onThreads([at('a'), at('b'), at('a')].map(toJson), 1),
  'a thread that fails': async () => {
    const worker = new Worker(fileOf('broken.mjs'))
    const ended = new Promise(resolve => worker.once('exit', resolve))
    const [error] = await once(worker, 'error')
    await ended
    return (error as Error).name
  },
}

/** The pool's threads read JSON. */
const toJson = (url: string) => url
for (const route of Object.values(server)) if ('body' in route) Object.assign(route, { body: 7 })

describe('a run on the real clock', () => {
  test.each(Object.keys(programs))('has the shape of one on the exact clock: %s', async name => {
    const [exact, real] = await onBothClocks(programs[name] as () => Promise<unknown>)
    expect(shapeOf(real)).toEqual(shapeOf(exact))
    expect(real.left).toEqual(exact.left)
  })

  test('has the same spans where threads run side by side, in whatever order', async () => {
    const inOrder = ({ trace }: Run) =>
      withoutMessages(trace)
        .map(({ kind, label, outcome }) => `${kind} ${label} ${outcome}`)
        .sort()
    const urls = ['a', 'b', 'a', 'b', 'b', 'a'].map(at)
    const [exact, real] = await onBothClocks(() => onThreads(urls, 3))
    expect(inOrder(real)).toEqual(inOrder(exact))
    expect(real.result).toEqual(exact.result)
  })

  test('lets time pass while it waits, and processor time while it works', async () => {
    const before = host.real.now()
    const used = host.real.cpuUsage()
    const run = await simulate({ clock: 'real' }, async () => {
      sleep(20)
      burn(20)
    })
    const { user, system } = host.real.cpuUsage(used)
    // Never less: how much more depends on the computer.
    expect(run.elapsed).toBeGreaterThan(39)
    expect(host.real.now() - before).toBeGreaterThan(39)
    expect((user + system) / 1000).toBeGreaterThan(19)
    expect(run.cpu).toBeGreaterThan(19)
    expect(run.blocked).toBeGreaterThan(39)
  })

  test('goes on until what the program has left is over, and says what it was', async () => {
    const run = await simulate({ server, clock: 'real' }, async () => {
      void fetch(at('slow')).then(() => setTimeout(() => {}, 5))
      setTimeout(() => {}, 5).unref()
    })
    expect(run.left).toEqual([{ kind: 'request', label: 'GET /slow', ended: expect.any(Number) }])
    expect(run.trace.map(({ label, outcome }) => [label, outcome])).toEqual([
      ['setTimeout 5', 'done'],
      ['GET /slow', 'answered'],
      ['setTimeout 5', 'done'],
    ])
    expect(run.ended).toBe(Math.max(...run.trace.map(({ to }) => to)))
  })

  test('is followed by exact runs as if it had not been', async () => {
    const body = () => Promise.all([fetch(at('a')), wait(30)])
    const before = await simulate({ server }, body)
    await simulate({ server, clock: 'real' }, body)
    expect((await simulate({ server }, body)).trace).toEqual(before.trace)
  })

  test('lets threads fetch', async () => {
    const run = await simulate({ server, clock: 'real' }, async () => {
      const worker = new Worker(fileOf('fetches.ts'), { workerData: [at('a'), at('b')] })
      return once(worker, 'message')
    })
    expect(run.result).toEqual([[7, 7]])
    const requests = run.trace.filter(({ kind }) => kind === 'request')
    expect(requests.map(({ thread, outcome }) => [thread, outcome])).toEqual([
      [1, 'answered'],
      [1, 'answered'],
    ])
  })

  test('ends a thread that is in the middle of something, and knows what that was', async () => {
    const run = await simulate({ server, clock: 'real' }, async () => {
      const worker = new Worker(fileOf('stands.ts'), { workerData: { does: 'sleeps' } })
      await once(worker, 'online')
      await wait(50)
      await worker.terminate()
    })
    const outcomes = (span: Span) => [span.label, span.outcome]
    const ofThread = run.trace.filter(({ thread }) => thread === 1).map(outcomes)
    expect(ofThread.at(0)).toEqual(['stands.ts', 'done'])
    expect(run.left).toEqual([])
  })
})

describe('a run on the real clock does not hang', () => {
  const { settling } = host
  beforeEach(() => {
    host.settling = 50
  })
  afterEach(() => {
    host.settling = settling
  })

  test('when nothing can happen any more', async () => {
    const run = await observe({ clock: 'real' }, () => new Promise(() => {}))
    const reason = expect.objectContaining({
      name: 'Deadlock',
      message: expect.stringContaining('Nothing can happen any more'),
    })
    expect(run.outcome).toEqual({ status: 'rejected', reason, crash: 'lab' })
  })

  test('when it blocks on a server that never answers', async () => {
    const run = await observe({ server, clock: 'real' }, async () => get(at('silent')))
    expect(run.outcome).toMatchObject({
      reason: { message: expect.stringContaining('the server never answers') },
    })
  })

  test('when an interval, a thread and a request are left behind: they are ended', async () => {
    let beats = 0
    const run = await simulate({ server, clock: 'real' }, async () => {
      setInterval(() => beats++, 5)
      void fetch(at('silent'))
      new Worker(fileOf('stands.ts'), { workerData: { does: 'listens' } })
    })
    expect(run.left.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
      { kind: 'interval', label: 'setInterval 5', ended: null },
      { kind: 'request', label: 'GET /silent', ended: null },
      { kind: 'thread', label: 'stands.ts', ended: null },
    ])
    const before = beats
    await host.real.promises.setTimeout(20)
    expect(beats).toBe(before)
  })

  test.each<[string, () => unknown, string]>([
    ['unhandled rejection', () => void Promise.reject(new Error('late')), 'late'],
    [
      'uncaught error',
      () =>
        new Promise(() => {
          setTimeout(() => {
            throw new Error('in a timer')
          }, 5)
        }),
      'in a timer',
    ],
  ])('when the program crashes: %s', async (crash, body, message) => {
    const run = await observe({ clock: 'real' }, body)
    expect(run.outcome).toMatchObject({ status: 'rejected', reason: { message }, crash })
  })
})

test.each<Options>([
  { cores: 2 },
  { gil: true },
  { switchCost: 1 },
  { threadCost: 1 },
  { choices: [] },
])('the real clock refuses what only a simulated machine has: %o', async options => {
  const [name] = Object.keys(options)
  await expect(simulate({ ...options, clock: 'real' }, () => {})).rejects.toThrow(
    new TypeError(
      `The option '${name}' is about the simulated machine: leave it out if the clock is 'real'.`,
    ),
  )
})
