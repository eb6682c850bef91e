// My solution!!
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  let result: string[] = []
  for (let i = 0; i < urls.length; i++) {
    const answer = await fetch(urls[i] as string)
    result = [...result, '[' + answer.status + '] ' + urls[i]]
  }
  return result
}
