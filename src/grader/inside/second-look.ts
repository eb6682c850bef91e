import { randomInt } from 'node:crypto'

// After its tests have passed, a kata on requests is run once more, with addresses and delays that nobody knew before:
// what passes by knowing the tests does not pass that. A right solution does, whatever is drawn.

/** What is run once more. */
export interface Look {
  /** Absolute path of the kata's file. */
  readonly file: string
  /** How to call what the kata's file exports. */
  readonly call: Call
  /** The addresses, and after how many ms each is answered. */
  readonly posts: readonly (readonly [url: string, delay: number])[]
  /** How many requests there may be at once. */
  readonly limit: number
}

/** `fetchPosts(urls)`, `fetchPosts(urls, limit)`, or `gatherLimited(tasks, limit)` with a task for each address. */
type Call = 'fetchPosts' | 'fetchPosts, limit' | 'gatherLimited'

/** What the lab has seen of it. */
export interface Seen {
  /** What it returned, as text. */
  readonly lines: string
  /** In ms. */
  readonly elapsed: number
  /** The addresses that were requested, sorted: what begins at the same instant has no order. */
  readonly requested: readonly string[]
  readonly peak: number
}

/** The katas for which that costs a few ms. */
const CALLS: Readonly<Record<string, { call: Call; limit: number }>> = {
  '02-one-after-another': { call: 'fetchPosts', limit: 1 },
  '03-gather': { call: 'fetchPosts', limit: Number.POSITIVE_INFINITY },
  '06-bounded-gather': { call: 'gatherLimited', limit: 3 },
  '08-threads': { call: 'fetchPosts, limit', limit: 3 },
}

/**
 * Draws what a kata is run with; nothing where there is no second look at it.
 *
 * @param file absolute path of the kata's file
 */
export function drawLook(kata: string, file: string): Look | undefined {
  const how = CALLS[kata]
  if (!how) return undefined
  const posts = Array.from({ length: randomInt(20, 41) }, (_, index) => {
    const url = `https://example.org/${randomInt(1_000_000)}/${index}`
    return [url, randomInt(2, 80) * 5] as const
  })
  return { file, ...how, posts }
}

/** Whether it did what it has to: each address once, as soon as there is room for it, and its line in its place. */
export function agrees({ posts, limit }: Look, seen: Seen): boolean {
  const expected: Seen = {
    lines: posts.map(([url]) => line(url)).join('\n'),
    elapsed: elapsedWith(
      posts.map(([, delay]) => delay),
      limit,
    ),
    requested: posts.map(([url]) => url).sort(),
    peak: Math.min(limit, posts.length),
  }
  return JSON.stringify(expected) === JSON.stringify(seen)
}

/** What a post's line is. */
export function line(url: string): string {
  return `[200] ${url}`
}

/** How long it takes until all are answered, if so many are under way at a time. */
function elapsedWith(delays: readonly number[], limit: number): number {
  const free: number[] = Array.from({ length: Math.min(limit, delays.length) }, () => 0)
  for (const delay of delays) {
    const first = free.indexOf(Math.min(...free))
    free[first] = (free[first] ?? 0) + delay
  }
  return Math.max(...free)
}
