export function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const start: Promise<string[]> = Promise.resolve([])
  return urls.reduce(
    (before, url) =>
      before.then(lines => fetch(url).then(({ status }) => [...lines, `[${status}] ${url}`])),
    start,
  )
}
