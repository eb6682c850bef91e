export async function fetchPosts(): Promise<string[]> {
  process.kill(process.pid, 'SIGKILL')
  return []
}
