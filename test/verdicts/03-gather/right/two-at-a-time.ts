// The gather of two promises, folded over the list: each step waits for both sides.
type Task<T> = () => Promise<T>

function both<A, B>(left: Promise<A>, right: Promise<B>): Promise<[A, B]> {
  return new Promise((resolve, reject) => {
    left.then(a => right.then(b => resolve([a, b]), reject), reject)
    right.catch(reject)
  })
}

export function gather<T>(tasks: readonly Task<T>[]): Promise<T[]> {
  return tasks
    .map(task => task())
    .reduce<Promise<T[]>>(
      (before, next) => both(before, next).then(([results, result]) => [...results, result]),
      Promise.resolve([]),
    )
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return gather(
    urls.map(url => async () => {
      const response = await fetch(url)
      return `[${response.status}] ${url}`
    }),
  )
}
