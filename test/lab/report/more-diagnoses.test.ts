import { once } from 'node:events'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { notebook, observe, simulate, urls } from '#lab'
import { burn } from '#lab/blocking'
import { diagnose } from './findings.ts'

const [post1 = '', post2 = ''] = urls

describe('a promise that is taken for a task', () => {
  const call = (tasks: readonly unknown[]) => tasks.map(task => (task as () => unknown)())

  test('is told with what had started already', async () => {
    const run = await observe({ server: notebook }, async () => call(urls.map(url => fetch(url))))
    const facts = { name: 'task', many: 19, noun: 'request' }
    expect(diagnose(run)).toEqual([{ name: 'promiseForTask', facts }])
  })

  test('is told first where the error was dropped and ended the program', async () => {
    const run = await observe({}, async () => {
      await sleep(10)
      const promises = [sleep(5), sleep(6)]
      void (async () => call(promises))()
      await sleep(20)
    })
    expect(diagnose(run).map(({ name }) => name)).toEqual(['promiseForTask', 'unhandledRejection'])
    expect(diagnose(run)[0]?.facts).toEqual({ name: 'task', many: 3, noun: 'timer' })
  })

  test('is not told of a method that an answer does not have', async () => {
    const run = await observe({ server: notebook }, async () => {
      const response = (await fetch(post1)) as unknown as { jsn(): void }
      response.jsn()
    })
    expect(diagnose(run)).toEqual([])
  })

  test('is not told of a method that is missing when all has started', async () => {
    const run = await observe({ server: notebook }, async () => {
      const all = urls.map(url => fetch(url)) as unknown as { all(): void }
      all.all()
    })
    expect(diagnose(run)).toEqual([])
  })
})

describe('a function that is taken for a promise', () => {
  test('is told where it was asked for `then`', async () => {
    const run = await observe({}, async () => {
      const task = (() => sleep(10)) as unknown as Promise<void>
      await task.then(() => {})
    })
    const facts = { name: 'task', method: 'then' }
    expect(diagnose(run)).toEqual([{ name: 'functionForPromise', facts }])
  })

  test('is told where it came back as a result, and nothing was requested', async () => {
    const run = await simulate({ server: notebook }, async () => urls.map(url => () => fetch(url)))
    expect(diagnose(run)).toEqual([{ name: 'functionsForResults', facts: { many: 19 } }])
  })
})

test('promises among the results are told', async () => {
  const run = await simulate({}, async () => [sleep(10, 1), 2, sleep(20, 3)])
  expect(diagnose(run)[0]).toEqual({ name: 'promisesForResults', facts: { many: 2 } })
})

describe('a request that is made again', () => {
  const server = { [post1]: { delay: 20, status: 503 }, [post2]: { delay: 10 } }

  test('is told where it had been answered with an error, and not as one after another', async () => {
    const run = await simulate({ server }, async () => {
      for (const url of [post1, post1, post1, post2]) await fetch(url)
    })
    const facts = { label: 'GET /posts/1', status: 503, ms: 20, times: 2 }
    expect(diagnose(run, { elapsed: 30 })).toEqual([{ name: 'requestedAgain', facts }])
  })

  test('is told beside one after another where that is too slow in itself', async () => {
    const run = await simulate({ server }, async () => {
      for (const url of [post1, post1, post2]) await fetch(url)
    })
    const names = diagnose(run, { elapsed: 20 }).map(({ name }) => name)
    expect(names).toEqual(['requestedAgain', 'oneAfterAnother'])
  })

  test('is not told of a run that was not too slow', async () => {
    const run = await simulate({ server }, async () => {
      for (const url of [post1, post1]) await fetch(url)
    })
    expect(diagnose(run)).toEqual([])
  })
})

describe('an address that several workers request', () => {
  test('is told where each route was asked for', async () => {
    const server = { [post1]: { delay: 20 }, [post2]: { delay: 10 } }
    const run = await simulate({ server }, async () => {
      await Promise.all([fetch(post1), fetch(post1)])
      await fetch(post2)
    })
    const facts = { label: 'GET /posts/1', times: 2, many: 3, addresses: 2 }
    expect(diagnose(run)).toEqual([{ name: 'requestedTwice', facts }])
  })

  test('is not told where only a part of the routes was: a list may have it twice', async () => {
    const run = await simulate({ server: notebook }, () =>
      Promise.all([post1, post2, post1].map(url => fetch(url))),
    )
    expect(diagnose(run)).toEqual([])
  })
})

describe('a timer that repeats', () => {
  test('is told where it was cleared as soon as it was set', async () => {
    const run = await simulate({}, async () => {
      const timer = setInterval(() => {}, 40)
      try {
        return sleep(100)
      } finally {
        clearInterval(timer)
      }
    })
    const facts = { label: 'setInterval 40', ms: 0, last: 100 }
    expect(diagnose(run)).toEqual([{ name: 'intervalClearedAtOnce', facts }])
  })

  test('is not told where the work was over before it could have fired', async () => {
    const run = await simulate({}, async () => clearInterval(setInterval(() => {}, 40)))
    expect(diagnose(run)).toEqual([])
  })

  test('is told where only the latest of several was cleared', async () => {
    let timer: NodeJS.Timeout | undefined
    const beat = async (ms: number) => {
      timer = setInterval(() => {}, 40)
      await sleep(ms)
      clearInterval(timer)
    }
    const run = await simulate({}, () => Promise.all([beat(100), beat(60)]))
    const facts = { label: 'setInterval 40', many: 2, lost: 1, replaced: 0 }
    expect(diagnose(run)).toEqual([{ name: 'oneVariableForIntervals', facts }])
  })

  test('is told where the next one took its place', async () => {
    let timer: NodeJS.Timeout | undefined
    const beat = async (ms: number) => {
      clearInterval(timer)
      timer = setInterval(() => {}, 40)
      await sleep(ms)
      clearInterval(timer)
    }
    const run = await simulate({}, () => Promise.all([beat(60), beat(100)]))
    const facts = { label: 'setInterval 40', many: 2, lost: 0, replaced: 1 }
    expect(diagnose(run)).toEqual([{ name: 'oneVariableForIntervals', facts }])
  })

  test('is told as left where the latest of several is, as on an error', async () => {
    const beat = async (ms: number, fails = false) => {
      const timer = setInterval(() => {}, 40)
      await sleep(ms)
      if (!fails) clearInterval(timer)
    }
    const run = await simulate({}, () => Promise.all([beat(100), beat(60, true)]))
    expect(diagnose(run).map(({ name }) => name)).toEqual(['intervalLeft'])
  })

  test("is told where it was unref'd and never cleared", async () => {
    const run = await simulate({}, async () => {
      setInterval(() => {}, 40).unref()
      await sleep(100)
    })
    const facts = { label: 'setInterval 40', ms: 100 }
    expect(diagnose(run)).toEqual([{ name: 'intervalUnreferenced', facts }])
  })

  test('is not told where its own callback cleared it', async () => {
    const run = await simulate({}, async () => {
      await new Promise<void>(resolve => {
        const timer = setInterval(() => {
          clearInterval(timer)
          resolve()
        }, 40)
      })
      await sleep(100)
    })
    expect(diagnose(run)).toEqual([])
  })
})

test('a loop that gets one turn, and then none, is told from one that gets too few', async () => {
  const once = await simulate({}, async () => {
    burn(5)
    await setImmediate()
    for (let i = 0; i < 10; i++) burn(5)
  })
  const twice = await simulate({}, async () => {
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 10; j++) burn(5)
      await setImmediate()
    }
  })
  expect(diagnose(once, { blocked: 20 })[0]?.facts).toMatchObject({ advice: 'yieldsOnlyOnce' })
  expect(diagnose(twice, { blocked: 20 })[0]?.facts).toMatchObject({ advice: 'yieldsTooRarely' })
})

test('an error in a callback is told from a mistake in that callback', async () => {
  const thrown = await observe({}, async () => {
    setTimeout(() => {
      throw new Error('mine')
    }, 10)
    await sleep(20)
  })
  const slipped = await observe({}, async () => {
    const box = {
      jobs: new Map(),
      take() {
        this.jobs.get(1)
      },
    }
    setTimeout(box.take, 10)
    await sleep(20)
  })
  expect(diagnose(thrown)[0]).toMatchObject({ name: 'uncaughtError', facts: { isSlip: false } })
  expect(diagnose(slipped)[0]).toMatchObject({ name: 'uncaughtError', facts: { isSlip: true } })
})

describe('threads', () => {
  const start = () => new Worker(new URL('../thread-files/jobs.ts', import.meta.url))

  test('that replace those that are closed are told, and are not too many', async () => {
    const run = await simulate({}, async () => {
      const workers = [start(), start()]
      for (const worker of workers) worker.on('exit', start)
      await Promise.all(
        workers.map(async worker => {
          worker.postMessage({ sleep: 20 })
          await once(worker, 'message')
        }),
      )
      await Promise.all(workers.map(worker => worker.terminate()))
    })
    const facts = { many: 2, ms: 20 }
    expect(diagnose(run, { threads: 2 })).toEqual([{ name: 'replacedWhileClosing', facts }])
  })

  test('that were never closed are told as left', async () => {
    const run = await simulate({}, async () => {
      const worker = start()
      worker.postMessage({ sleep: 20 })
      await once(worker, 'message')
    })
    expect(diagnose(run).map(({ name }) => name)).toEqual(['threadsLeft'])
  })

  test('that are too few are told with the jobs that one of them got', async () => {
    const run = await simulate({}, async () => {
      const worker = start()
      for (const ms of [10, 20]) {
        worker.postMessage({ sleep: ms })
        await once(worker, 'message')
      }
      await worker.terminate()
    })
    const [finding] = diagnose(run, { threads: 2 })
    expect(finding).toMatchObject({ name: 'tooFewThreads', facts: { many: 1, goal: 2, jobs: 2 } })
  })
})
