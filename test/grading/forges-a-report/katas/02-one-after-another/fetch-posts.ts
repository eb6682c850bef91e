process.send?.({ cooperativo: 'told', test: { name: 'all', state: 'passed' } })
process.send?.({ cooperativo: 'compared' })

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return urls.map(url => `[200] ${url}`)
}
