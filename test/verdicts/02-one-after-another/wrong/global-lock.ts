// says: test
let turn: Promise<unknown> = Promise.resolve()

function enqueue<T>(job: () => Promise<T>): Promise<T> {
  const result = turn.then(job)
  turn = result.catch(() => {})
  return result
}

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) {
    const { status } = await enqueue(() => fetch(url))
    lines.push(`[${status}] ${url}`)
  }
  return lines
}
