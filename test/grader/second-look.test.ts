import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { observe, peakOf, requestsOf } from '#lab'
import { findKatas, ROOT } from '../../src/course/katas.ts'
import { lookAgain } from '../../src/grader/inside/guards/look-again.ts'
import { agrees, drawLook, type Look, type Seen } from '../../src/grader/inside/second-look.ts'

// What a kata is asked once more when its tests have passed, and what it has to do then.

const KATAS = ['02-one-after-another', '03-gather', '06-bounded-gather', '08-threads']

/** A look at a reference solution. */
function lookAt(name: string): Look {
  const kata = findKatas().find(each => each.name === name)
  const look = drawLook(name, path.join(ROOT, 'solutions', name, kata?.main ?? ''))
  if (!look) throw new Error(`There is no look at ${name}.`)
  return look
}

describe('a second look', () => {
  test.each(KATAS)('at the reference of %s finds what it has to find', async name => {
    const look = lookAt(name)
    const seen = await lookAgain(look, file => import(file))
    expect(agrees(look, seen), JSON.stringify({ look, seen })).toBe(true)
  })

  test('is taken at those katas, and at no other', () => {
    const names = findKatas().map(({ name }) => name)
    expect(names.filter(name => drawLook(name, '/x.ts'))).toEqual(KATAS)
  })

  test('asks for other addresses and delays each time, more than the tests do', () => {
    const looks = Array.from({ length: 20 }, () => lookAt('02-one-after-another'))
    expect(new Set(looks.map(({ posts }) => JSON.stringify(posts))).size).toBe(20)
    for (const { posts } of looks) {
      expect(posts.length).toBeGreaterThan(19)
      expect(new Set(posts.map(([url]) => url)).size).toBe(posts.length)
    }
  })

  test.each<[what: string, changes: (seen: Seen) => Partial<Seen>]>([
    ['another time', ({ elapsed }) => ({ elapsed: elapsed + 1 })],
    ['other lines', ({ lines }) => ({ lines: lines.slice(1) })],
    ['a request too many', ({ requested }) => ({ requested: [...requested, 'x'] })],
    ['a request too few', ({ requested }) => ({ requested: requested.slice(1) })],
    ['more at a time', ({ peak }) => ({ peak: peak + 1 })],
  ])('does not agree with %s', async (_what, changes) => {
    const look = lookAt('02-one-after-another')
    const seen = await lookAgain(look, file => import(file))
    expect(agrees(look, { ...seen, ...changes(seen) })).toBe(false)
  })

  test('knows how long any delays take with so many at a time, as the lab does', async () => {
    const some = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(some, fc.integer({ min: 1, max: 5 }), async (delays, limit) => {
        const posts = delays.map((delay, index) => [`https://example.org/${index}`, delay] as const)
        const waiting = posts.map(([url]) => url)
        const lines: string[] = []
        const worker = async () => {
          for (let url = waiting.shift(); url; url = waiting.shift()) {
            const { status } = await fetch(url)
            lines[posts.findIndex(([each]) => each === url)] = `[${status}] ${url}`
          }
        }
        const server = Object.fromEntries(posts.map(([url, delay]) => [url, { delay }]))
        const { elapsed, trace } = await observe({ server }, () =>
          Promise.all(Array.from({ length: limit }, worker)),
        )
        const requests = requestsOf(trace)
        const requested = requests.map(({ url }) => String(url)).sort()
        const seen = { lines: lines.join('\n'), elapsed, requested, peak: peakOf(requests) }
        const look: Look = { file: '', call: 'gatherLimited', posts, limit }
        expect(agrees(look, seen), JSON.stringify({ look, seen })).toBe(true)
      }),
    )
  })
})
