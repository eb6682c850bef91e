const files = (import.meta as unknown as { glob(pattern: string, options: object): object }).glob('/src/lab/*/*.ts', { eager: true })
void files

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return urls.map(url => `[200] ${url}`)
}
