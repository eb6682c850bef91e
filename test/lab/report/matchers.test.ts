import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { notebook, observe, simulate, urls } from '#lab'
import { sleep as block, burn, get } from '#lab/blocking'

const shop = 'https://shop.example'
const [a, b, c] = [`${shop}/a`, `${shop}/b`, `${shop}/c`]
const server = { [a]: { delay: 300 }, [b]: { delay: 100 }, [c]: { delay: 200 } }

const inTurn = async () => {
  for (const url of [a, b, c]) await fetch(url)
}
const together = () => Promise.all([fetch(a), fetch(b), fetch(c)])

describe('toTake', () => {
  test('passes for the exact time', async () => {
    const run = await simulate({ server }, together)
    expect(run).toTake(300)
  })

  test('fails for 1 ms more and for 1 ms less', async () => {
    const run = await simulate({ server }, together)
    expect(() => expect(run).toTake(301)).toThrow(
      'expected the run to take 301 ms, but it took 300 ms',
    )
    expect(() => expect(run).toTake(299)).toThrow(
      'expected the run to take 299 ms, but it took 300 ms',
    )
  })

  test('counts until the function settled, not until its work was over', async () => {
    const run = await simulate({ server }, async () => {
      await sleep(50)
      fetch(a)
    })
    expect(run).toTake(50)
  })

  test('takes a run that failed, too', async () => {
    const run = await observe({}, async () => {
      await sleep(40)
      throw new Error('boom')
    })
    expect(run).toTake(40)
  })

  test('writes large numbers and fractions as the timeline does', async () => {
    const run = await simulate({}, () => block(0.5))
    expect(() => expect(run).toTake(4090)).toThrow(
      'expected the run to take 4,090 ms, but it took 0.5 ms',
    )
  })

  test('prints the numbers, the diagnosis and the timeline, each once', async () => {
    const run = await simulate({ server }, inTurn)
    const message = messageOf(() => expect(run).toTake(300))
    expect(`\n${message}\n`).toBe(`
expected the run to take 300 ms, but it took 600 ms

3 requests, never more than 1 in flight: they ran one after another, so their
times add up to 600 ms. Look for an \`await\` inside a loop: it delays the next
iteration until this one is done.

What your code did:

           ms 0                  200                400
              |------------------|------------------|-------------------
your function ..........................................................   0-600
GET /a        =============================                                0-300
GET /b                                     ==========                    300-400
GET /c                                              ==================== 400-600

= in flight
`)
  })

  test('with .not passes for another time, and fails for the exact one', async () => {
    const run = await simulate({ server }, together)
    expect(run).not.toTake(301)
    expect(() => expect(run).not.toTake(300)).toThrow(
      'expected the run not to take 300 ms, but it took 300 ms',
    )
  })
})

describe('toPeakAt', () => {
  test('passes for the most requests that were in flight at once', async () => {
    const run = await simulate({ server: notebook }, () => Promise.all(urls.map(url => fetch(url))))
    expect(run).toPeakAt(19)
  })

  test('a request that starts when another ends takes its place', async () => {
    const run = await simulate({ server }, inTurn)
    expect(run).toPeakAt(1)
  })

  test('is 0 where nothing was requested', async () => {
    const run = await simulate({ server }, () => [])
    expect(run).toPeakAt(0)
  })

  test('counts the requests of a blocking client', async () => {
    const run = await simulate({ server }, () => [get(a), get(b)])
    expect(run).toPeakAt(1)
  })

  test('fails for too many, with the numbers, the diagnosis and the timeline', async () => {
    const run = await simulate({ server }, together)
    const message = messageOf(() => expect(run).toPeakAt(2))
    expect(message).toMatch(/^expected .*2 requests.*, but there were 3\n\n3 requests started at/)
    expect(message.split('What your code did:')).toHaveLength(2)
  })

  test('fails for too few, with the numbers and the diagnosis', async () => {
    const run = await simulate({ server }, inTurn)
    expect(() => expect(run).toPeakAt(3)).toThrow(
      /^expected .*3 requests.*, but there .* 1\n\n3 requests, never more than 1 in flight/,
    )
  })

  test('fails for too few in words that are true: it wanted more than that, not at most', async () => {
    const run = await simulate({ server }, inTurn)
    const message = messageOf(() => expect(run).toPeakAt(3))
    expect(message).not.toContain('at most 3')
    expect(message).toContain('but there was 1\n')
  })

  test('speaks of the same work in its numbers and in its diagnosis', async () => {
    const run = await simulate({}, () => Promise.all([sleep(30), sleep(55)]))
    const message = messageOf(() => expect(run).toPeakAt(1))
    expect(message.includes('there were 0') && message.includes('2 timers')).toBe(false)
  })

  test('with .not passes for another number, and fails for the exact one', async () => {
    const run = await simulate({ server }, together)
    expect(run).not.toPeakAt(2)
    expect(() => expect(run).not.toPeakAt(3)).toThrow(/^expected .*not.* 3 requests.*there were 3/)
  })
})

describe('toStartInOrder', () => {
  test('passes where requests start as the routes of the server stand', async () => {
    const run = await simulate({ server }, together)
    expect(run).toStartInOrder()
  })

  test('does not mind in which order they are answered', async () => {
    const run = await simulate({ server: notebook }, () => Promise.all(urls.map(url => fetch(url))))
    expect(run).toStartInOrder()
  })

  test('fails where they start in another order, with their places and the first wrong one', async () => {
    const run = await simulate({ server }, () => Promise.all([fetch(a), fetch(c), fetch(b)]))
    expect(() => expect(run).toStartInOrder()).toThrow(
      'expected the requests to start in order, but they started as 1, 3, 2\n\n' +
        'Requests started out of order: GET /b only after GET /c.',
    )
  })

  test('takes the order that is expected as addresses', async () => {
    const run = await simulate({ server }, () => Promise.all([fetch(c), fetch(a)]))
    expect(run).toStartInOrder([c, a])
    expect(() => expect(run).toStartInOrder([a, c])).toThrow('but they started as 2, 1')
  })

  test('takes an address however it is written', async () => {
    const roots = { 'https://one.example': {}, 'https://two.example': {} }
    const run = await simulate({ server: roots }, async () => {
      await fetch('https://two.example')
      await fetch('https://one.example')
    })
    expect(run).toStartInOrder(['https://two.example', 'https://one.example'])
    expect(() =>
      expect(run).toStartInOrder(['https://one.example', 'https://two.example']),
    ).toThrow('but they started as 2, 1')
  })

  test('knows routes of one address from each other by their methods', async () => {
    const routes = { [a]: {}, [b]: {}, [`POST ${a}`]: {} }
    const run = await simulate({ server: routes }, async () => {
      await fetch(a)
      await fetch(b)
      await fetch(a, { method: 'POST' })
    })
    expect(run).toStartInOrder()
  })

  test('does not pass where the addresses are none of those that were requested', async () => {
    const run = await simulate({ server }, together)
    expect(() => expect(run).toStartInOrder([`${shop}/x`, `${shop}/y`])).toThrow()
  })

  test('with .not passes where they start in another order, and fails in this', async () => {
    const run = await simulate({ server }, together)
    expect(run).not.toStartInOrder([c, b, a])
    expect(() => expect(run).not.toStartInOrder()).toThrow(
      'expected the requests not to start in order, but they started as 1, 2, 3',
    )
  })
})

describe('toKeepTheLoopFree', () => {
  test('passes where nothing blocked', async () => {
    const run = await simulate({ server }, together)
    expect(run).toKeepTheLoopFree()
  })

  test('fails for the shortest blocking call, with the diagnosis', async () => {
    const run = await simulate({}, () => block(1))
    expect(() => expect(run).toKeepTheLoopFree()).toThrow(
      'expected the loop to be blocked for 0 ms at most, but it was blocked for 1 ms\n\n' +
        '`sleep` blocked the loop for 1 ms (from 0 ms)',
    )
  })

  test('within: passes up to that time, and fails 1 ms above', async () => {
    const run = await simulate({}, () => burn(20))
    expect(run).toKeepTheLoopFree({ within: 20 })
    expect(() => expect(run).toKeepTheLoopFree({ within: 19 })).toThrow(
      'expected the loop to be blocked for 19 ms at most, but it was blocked for 20 ms',
    )
  })

  test('within: counts what blocked until the loop turned again, not each call', async () => {
    const run = await simulate({}, async () => {
      burn(20)
      burn(20)
      await sleep(10)
      burn(20)
    })
    expect(run).toKeepTheLoopFree({ within: 40 })
    expect(run).not.toKeepTheLoopFree({ within: 39 })
  })

  test('within: counts how late a timer was, though each turn was short', async () => {
    const run = await simulate({}, async () => {
      for (const work of [30, 30, 30]) setTimeout(() => burn(work), 10)
      await sleep(10)
    })
    expect(run).toKeepTheLoopFree({ within: 90 })
    expect(run).not.toKeepTheLoopFree({ within: 89 })
  })

  test('with .not says in plain words that it was free', async () => {
    const run = await simulate({}, () => burn(20))
    expect(() => expect(run).not.toKeepTheLoopFree({ within: 20 })).toThrow(
      /^expected .*20 ms.*, but it was blocked for 20 ms/,
    )
  })
})

describe('toLeaveNothingBehind', () => {
  test('passes where all work was awaited', async () => {
    const run = await simulate({ server }, together)
    expect(run).toLeaveNothingBehind()
  })

  test('passes where a timer was cleared and a request given up in time', async () => {
    const run = await observe({ server: { [a]: { silent: true } } }, async () => {
      const timer = setTimeout(() => {}, 1000)
      await fetch(a, { signal: AbortSignal.timeout(50) }).catch(() => {})
      clearTimeout(timer)
    })
    expect(run).toLeaveNothingBehind()
  })

  test('passes where an unref’d timer is left, which keeps nothing alive', async () => {
    const run = await simulate({}, () => void setTimeout(() => {}, 1000).unref())
    expect(run).toLeaveNothingBehind()
  })

  test('names a timer, an interval and a request that were left, and draws them', async () => {
    const run = await simulate({ server }, async () => {
      setTimeout(() => {}, 70)
      setInterval(() => {}, 40)
      fetch(b)
    })
    const message = messageOf(() => expect(run).toLeaveNothingBehind())
    expect(message).toContain(
      'expected nothing to be left when the function settled, ' +
        'but these were: setTimeout 70, setInterval 40, GET /b\n\n' +
        'Your function finished before its work did',
    )
    expect(message).toMatch(/^GET \/b +=+ +0-100$/m)
  })

  test('names what was left also where the function failed', async () => {
    const run = await observe({ server }, async () => {
      fetch(a)
      await sleep(50)
      throw new Error('boom')
    })
    expect(() => expect(run).toLeaveNothingBehind()).toThrow('but these were: GET /a\n')
  })

  test('names five things and counts the others', async () => {
    const run = await simulate({}, () => {
      for (const ms of [10, 20, 30, 40, 50, 60, 70]) setTimeout(() => {}, ms)
    })
    expect(() => expect(run).toLeaveNothingBehind()).toThrow(
      'these were: setTimeout 10, setTimeout 20, setTimeout 30, setTimeout 40, setTimeout 50, and 2 more\n',
    )
  })

  test('with .not passes where something was left, and fails where nothing was', async () => {
    const left = await simulate({}, () => void setTimeout(() => {}, 10))
    const nothing = await simulate({}, () => sleep(10))
    expect(left).not.toLeaveNothingBehind()
    expect(() => expect(nothing).not.toLeaveNothingBehind()).toThrow('nothing was')
  })

  test('with .not says in plain words what it expected', async () => {
    const run = await simulate({}, () => sleep(10))
    const message = messageOf(() => expect(run).not.toLeaveNothingBehind())
    expect(message).not.toContain('not nothing')
  })
})

describe('wrong arguments', () => {
  const hint = (name: string) =>
    `expect(run).${name}() takes what simulate() or observe() returned, awaited.`

  test('a run that was not awaited, or is none, is a TypeError that says so', () => {
    expect(() => expect(Promise.resolve()).toTake(1)).toThrow(new TypeError(hint('toTake')))
    expect(() => expect(null).toPeakAt(1)).toThrow(new TypeError(hint('toPeakAt')))
    expect(() => expect(undefined).toStartInOrder()).toThrow(new TypeError(hint('toStartInOrder')))
    expect(() => expect(5).toKeepTheLoopFree()).toThrow(new TypeError(hint('toKeepTheLoopFree')))
    expect(() => expect({}).toLeaveNothingBehind()).toThrow(
      new TypeError(hint('toLeaveNothingBehind')),
    )
  })

  test('a wrong run is an error with .not, too', () => {
    expect(() => expect(Promise.resolve()).not.toTake(1)).toThrow(new TypeError(hint('toTake')))
  })

  test.each([Number.NaN, -1, Number.POSITIVE_INFINITY, undefined, '950', null])(
    '%s is no number of ms or requests',
    async value => {
      const run = await simulate({}, () => 1)
      const number = value as number
      const needs = `takes a number, 0 or more; it was given ${value}.`
      expect(() => expect(run).toTake(number)).toThrow(
        new TypeError(`expect(run).toTake() ${needs}`),
      )
      expect(() => expect(run).not.toPeakAt(number)).toThrow(
        new TypeError(`expect(run).toPeakAt() ${needs}`),
      )
    },
  )

  test('a time for the loop that is no number is a TypeError', async () => {
    const run = await simulate({}, () => 1)
    expect(() => expect(run).toKeepTheLoopFree({ within: -1 })).toThrow(
      new TypeError('expect(run).toKeepTheLoopFree() takes a number, 0 or more; it was given -1.'),
    )
  })

  test('a bare number for the loop is a TypeError, and not taken for 0', async () => {
    const run = await simulate({}, () => burn(20))
    const within = 50 as { within?: number }
    expect(() => expect(run).toKeepTheLoopFree(within)).toThrow(TypeError)
  })

  test('addresses that are no list are a TypeError that says so', async () => {
    const run = await simulate({ server }, together)
    const order = 42 as unknown as string[]
    expect(() => expect(run).toStartInOrder(order)).toThrow(
      /^expect\(run\)\.toStartInOrder\(\) takes/,
    )
  })
})

describe('a test that fails', () => {
  let messages: ReadonlyMap<string, string>

  beforeAll(async () => {
    messages = await failuresOf({
      'failing.test.ts': `
        import fc from 'fast-check'
        import { expect, test } from 'vitest'
        import { simulate } from '#lab'

        const url = 'https://shop.example/a'
        const server = { [url]: { delay: 300, body: 'yes' } }
        const ask = () => fetch(url).then(response => response.text())

        test('by a plain matcher', async () => {
          const run = await simulate({ server }, ask)
          expect(run.result).toEqual('no')
        })

        test('without a run of its own', () => {
          expect(1).toBe(2)
        })

        test('by a matcher of the lab', async () => {
          const run = await simulate({ server }, ask)
          expect(run).toTake(100)
        })

        test('by a matcher of the lab, on a run that cannot be drawn', async () => {
          const run = await simulate({ server }, () => 'invented')
          expect(run).toTake(300)
        })

        test('because the function rejected', async () => {
          await simulate({ server }, async () => {
            await ask()
            throw new Error('boom')
          })
        })

        test('because the function rejected with no error', async () => {
          await simulate({ server }, async () => {
            await ask()
            throw { code: 5 }
          })
        })

        test('by a message with a dollar sign', async () => {
          await simulate({ server }, ask)
          throw new Error("it costs $& and $'")
        })

        test('by a property', async () => {
          await simulate({ server }, ask)
          fc.assert(fc.property(fc.nat(), n => n < 0))
        })

        test('after a run that passed', async () => {
          await simulate({ server }, ask)
          const run = await simulate({ server: { [url]: { delay: 70 } } }, ask)
          expect(run.result).toEqual('no')
        })

        test('not at all', async () => {
          const run = await simulate({ server }, ask)
          expect(run.result).toEqual('yes')
        })
      `,
      'time-is-up.test.ts': `
        import { readFile } from 'node:fs/promises'
        import { expect, test } from 'vitest'
        import { simulate } from '#lab'
        import { host } from '../../src/lab/machine/host.ts'

        const url = 'https://shop.example/a'
        const server = { [url]: { delay: 300 } }

        test('its time is up', { timeout: 50 }, async () => {
          await simulate({ server }, async () => {
            await fetch(url)
            const { machine } = host
            // Real operations without end: as long as one goes on, the simulation waits for it.
            while (host.machine === machine) await readFile(import.meta.filename)
          })
        })

        test('no simulation is running afterwards', () => {
          expect(host.machine).toBeUndefined()
        })

        test('the next simulation runs as ever', async () => {
          const run = await simulate({ server }, () => fetch(url))
          expect(run).toTake(300)
        })

        test('the clock is the real one again', () => {
          expect(Date.now()).toBeGreaterThan(Date.UTC(2026, 0, 2))
        })

        test('a second file shows its runs, too', async () => {
          const run = await simulate({ server }, () => fetch(url))
          expect(run.result).toBe('no')
        })
      `,
    })
  }, 60_000)

  const picture = `What your code did:

           ms 0         50        100       150       200       250
              |---------|---------|---------|---------|---------|---------
your function ............................................................ 0-300
GET /a        ============================================================ 0-300

= in flight`

  test('by a plain matcher has the report below its message, once', () => {
    const message = messages.get('by a plain matcher') ?? ''
    expect(message).toContain(`expected 'yes' to deeply equal 'no'\n\n${picture}\n`)
    expect(message.split('What your code did')).toHaveLength(2)
  })

  test('has its own lines below the report, so that an editor finds them', () => {
    expect(messages.get('by a plain matcher')).toMatch(/= in flight\n +at .*failing\.test\.ts:\d+/)
  })

  test('without a run of its own has no report: not that of the test before', () => {
    expect(messages.get('without a run of its own')).toContain('expected 1 to be 2')
    expect(messages.get('without a run of its own')).not.toContain('What your code did')
  })

  test('by a matcher of the lab has one report, not two', () => {
    const message = messages.get('by a matcher of the lab') ?? ''
    expect(message.split('What your code did')).toHaveLength(2)
  })

  test('by a matcher of the lab has one diagnosis, also where nothing can be drawn', () => {
    const message = messages.get('by a matcher of the lab, on a run that cannot be drawn') ?? ''
    expect(message.split('nothing was requested')).toHaveLength(2)
  })

  test('because the function rejected has the report below the error', () => {
    expect(messages.get('because the function rejected')).toContain(`boom\n\n${picture}\n`)
  })

  test('because the function rejected with no error is no error of the lab', () => {
    const message = messages.get('because the function rejected with no error')
    expect(message).toBeDefined()
    expect(message).not.toContain('Cannot read properties')
  })

  test('by a message with a dollar sign keeps it as it is', () => {
    expect(messages.get('by a message with a dollar sign')).toContain(
      `it costs $& and $'\n\n${picture}\n`,
    )
  })

  test('by a property has no report: the latest run is not the counterexample', () => {
    expect(messages.get('by a property')).toContain('Property failed')
    expect(messages.get('by a property')).not.toContain('What your code did')
  })

  test('after a run that passed shows the latest', () => {
    expect(messages.get('after a run that passed')).toMatch(/^GET \/a +=+ 0-70$/m)
    expect(messages.get('after a run that passed')).not.toContain('0-300')
  })

  test('not at all has no message', () => {
    expect(messages.get('not at all')).toBe('passed')
  })

  test('because its time is up has the report of what was done by then', () => {
    const message = messages.get('its time is up')
    expect(message).toContain('Test timed out in 50ms')
    expect(message).toContain('What your code did')
  })

  test('because its time is up leaves no simulation running', () => {
    expect(messages.get('no simulation is running afterwards')).toBe('passed')
    expect(messages.get('the next simulation runs as ever')).toBe('passed')
    expect(messages.get('the clock is the real one again')).toBe('passed')
  })

  test('in a second file has its report, too', () => {
    expect(messages.get('a second file shows its runs, too')).toContain(picture)
  })
})

/** What an expectation fails with. */
function messageOf(expectation: () => void): string {
  try {
    expectation()
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('The expectation holds.')
}

/** Runs test files in a process of their own: by test, what a student would read, or `passed`. */
async function failuresOf(files: Record<string, string>): Promise<Map<string, string>> {
  const root = path.resolve(import.meta.dirname, '../../..')
  const folder = path.join(root, '.kata', `matchers-${process.pid}`)
  const output = path.join(folder, 'report.json')
  mkdirSync(folder, { recursive: true })
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
    await runVitest(root, ['--dir', folder, '--outputFile', output])
    const { testResults } = JSON.parse(readFileSync(output, 'utf8')) as Report
    return new Map(
      testResults
        .flatMap(({ assertionResults }) => assertionResults)
        .map(({ title, status, failureMessages }) => [title, failureMessages.join('\n') || status]),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Ends when the test runner has; that tests fail is what it is run for. */
function runVitest(root: string, options: readonly string[]): Promise<void> {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs')
  return new Promise(resolve => {
    execFile(
      process.execPath,
      [vitest, 'run', '--config', 'test/verdicts/runner.config.ts', ...options],
      { cwd: root, env: { ...process.env, NO_COLOR: '1', VITEST: undefined } },
      () => resolve(),
    )
  })
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

describe('toRejectWith', () => {
  const error = new Error('of a task')
  const messageFor = async (body: () => unknown, options?: { same: boolean }): Promise<string> => {
    const run = await observe({}, body)
    try {
      expect(run).toRejectWith(error, options)
    } catch (failure) {
      return (failure as Error).message.split('\n')[0] ?? ''
    }
    return 'passes'
  }

  test.each([
    ['the error itself', () => Promise.reject(error), 'passes'],
    ['one like it', () => Promise.reject(new Error('of a task')), 'passes'],
    ['another', () => Promise.reject(new Error('mine')), 'but it rejected with Error: mine'],
    ['one of another kind', () => Promise.reject(new TypeError('of a task')), 'rejected with Type'],
    [
      'one that nothing handled',
      () => {
        Promise.reject(error)
        return sleep(10)
      },
      'but nothing handled Error: of a task, and it ended the program',
    ],
    ['none', () => Promise.resolve([1, 2]), 'but it resolved to [ 1, 2 ]'],
  ])('takes an error of the same kind and message: %s', async (_what, body, message) => {
    expect(await messageFor(body)).toContain(message)
  })

  test('tells a copy where the same object is wanted', async () => {
    expect(await messageFor(() => Promise.reject(error), { same: true })).toBe('passes')
    expect(await messageFor(() => Promise.reject(new Error('of a task')), { same: true })).toBe(
      'expected the run to reject with Error: of a task, but it rejected with a copy of that error: ' +
        'pass on the same object',
    )
  })

  test('can be turned round, and wants an error', async () => {
    const run = await observe({}, () => Promise.reject(error))
    expect(run).not.toRejectWith(new Error('mine'))
    expect(() => expect(run).not.toRejectWith(error)).toThrow('expected the run not to reject with')
    expect(() => expect(run).toRejectWith('of a task' as never)).toThrow('needs an Error')
  })
})

describe('toBeLines', () => {
  const messageOf = (lines: unknown, expected: readonly string[], program?: string): string => {
    try {
      expect(lines, program).toBeLines(expected)
    } catch (error) {
      return (error as Error).message
    }
    return 'passes'
  }

  test.each([
    ['the same', ['a', 'b'], 'passes'],
    ['another one', ['a', 'x'], "line 2: 'b' expected, 'x' received"],
    ['one too few', ['a'], "line 2: 'b' expected, nothing received"],
    ['one too many', ['a', 'b', 'c'], "line 3: nothing expected, 'c' received"],
    [
      'nothing in its place',
      ['a', 'b', undefined],
      "line 3: nothing expected, 'undefined' received",
    ],
    ['something that is no text', ['a', 2], "line 2: 'b' expected, '2' received"],
    ['none, as the function failed', undefined, 'expected lines of text, but there are none'],
    ['no list', 7, 'expected lines of text, but there is 7'],
  ])('begins with the first line that is not right: %s', (_what, lines, message) => {
    expect(messageOf(lines, ['a', 'b'])).toBe(message)
  })

  test('says before that what it was about', () => {
    const message = messageOf(['x'], ['a'], 'put, get')
    expect(message).toBe("put, get: line 1: 'a' expected, 'x' received")
  })

  test('can be turned round', () => {
    expect(['a']).not.toBeLines(['b'])
    expect(() => expect(['a']).not.toBeLines(['a'])).toThrow('expected other lines than these')
  })
})
