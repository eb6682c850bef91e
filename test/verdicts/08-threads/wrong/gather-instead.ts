// says: tooFewThreads 0 3
export async function fetchPosts(urls: readonly string[], _limit: number): Promise<string[]> {
  return await Promise.all(
    urls.map(async url => {
      const response = await fetch(url)
      return `[${response.status}] ${url}`
    }),
  )
}
