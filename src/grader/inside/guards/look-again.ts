import { observe, peakOf, requestsOf } from '#lab'
import { type Look, line, type Seen } from '../second-look.ts'

// In the process of the tests, when all of them have passed.

type Exports = Partial<Record<string, (...args: unknown[]) => unknown>>

/**
 * Runs a kata's file once more.
 *
 * @param load gives the file's exports, as the tests have them
 */
export async function lookAgain(
  { file, call, posts, limit }: Look,
  load: (file: string) => Promise<unknown>,
): Promise<Seen> {
  const { fetchPosts, gatherLimited } = (await load(file)) as Exports
  const urls = posts.map(([url]) => url)
  const server = Object.fromEntries(posts.map(([url, delay]) => [url, { delay }]))
  const calls: Record<Look['call'], () => unknown> = {
    fetchPosts: () => fetchPosts?.(urls),
    'fetchPosts, limit': () => fetchPosts?.(urls, limit),
    gatherLimited: () =>
      gatherLimited?.(
        urls.map(url => () => fetchLine(url)),
        limit,
      ),
  }
  const run = await observe({ server }, calls[call])
  const { status } = run.outcome
  const value = status === 'fulfilled' ? run.outcome.value : status
  const requests = requestsOf(run.trace)
  return {
    lines: Array.isArray(value) ? value.join('\n') : String(value),
    elapsed: run.elapsed,
    requested: requests.map(({ url }) => String(url)).sort(),
    peak: peakOf(requests),
  }
}

async function fetchLine(url: string): Promise<string> {
  const { ok } = await fetch(url)
  return ok ? line(url) : ''
}
