export async function fetchPosts(): Promise<string[]> {
  process.kill(0, 'SIGKILL')
  return []
}
