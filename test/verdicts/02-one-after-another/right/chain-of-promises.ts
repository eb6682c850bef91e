// The way before async and await: each link of the chain starts the next request.
export function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return urls.reduce(
    (before, url) =>
      before.then(lines => fetch(url).then(({ status }) => [...lines, `[${status}] ${url}`])),
    Promise.resolve<string[]>([]),
  )
}
