// It is told of everything that begins in the process, and gets it into its hands.
const { createHook } = await import(['node', 'async_hooks'].join(':'))
createHook({ init: (_id: number, _type: string, _trigger: number, resource: object) => void resource }).enable()

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  return urls.map(url => `[200] ${url}`)
}
