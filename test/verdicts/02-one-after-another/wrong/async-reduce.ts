// says: tooManyAtOnce 19
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return urls.reduce(async (before, url) => {
    const { status } = await fetch(url)
    return [...(await before), `[${status}] ${url}`]
  }, Promise.resolve<string[]>([]))
}
