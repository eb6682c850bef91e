export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  const answers = urls.map(url => fetch(url).then(({ status }) => lines.push(`[${status}] ${url}`)))
  while (lines.length < answers.length) await null
  return lines
}
