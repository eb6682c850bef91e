// What the solutions in solutions/gathers share: each tells what a library does with a limit, and this makes of it what
// katas 03 and 07 want.

export type Task<T> = () => Promise<T>

export type GatherLimited = <T>(tasks: readonly Task<T>[], limit: number) => Promise<T[]>

type GatherOutcomes = <T>(tasks: readonly Task<T>[]) => Promise<(T | Error)[]>

interface Options {
  readonly returnExceptions?: boolean
}

/** More than any test has tasks: not every library takes `Infinity`. */
export const UNLIMITED = 1000

/**
 * The gather of katas 03 and 07, without a limit.
 *
 * @param gatherOutcomes the library's own way to have errors as values; where it has none, the tasks return them
 */
export function gatherBy(
  gatherLimited: GatherLimited,
  gatherOutcomes: GatherOutcomes = tasks => gatherLimited(tasks.map(returningErrors), UNLIMITED),
) {
  return <T>(tasks: readonly Task<T>[], { returnExceptions = false }: Options = {}) =>
    returnExceptions ? gatherOutcomes(tasks) : gatherLimited<T | Error>(tasks, UNLIMITED)
}

function returningErrors<T>(task: Task<T>): Task<T | Error> {
  return async () => {
    try {
      return await task()
    } catch (error) {
      return error as Error
    }
  }
}

/** The other function of kata 03. */
export function fetchPostsBy(gatherLimited: GatherLimited) {
  return (urls: readonly string[]) => {
    const fetchLine = async (url: string) => `[${(await fetch(url)).status}] ${url}`
    const tasks = urls.map(url => () => fetchLine(url))
    return gatherLimited(tasks, UNLIMITED)
  }
}
