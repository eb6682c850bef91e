// says: tooManyAtOnce 19
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return Promise.all(
    urls.map(async url => {
      const response = await fetch(url)
      return `[${response.status}] ${url}`
    }),
  )
}
