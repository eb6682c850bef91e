// The loop never turns, so that some of it goes out and some of it stays in memory.
export async function fetchPosts(): Promise<string[]> {
  for (;;) process.stdout.write('x'.repeat(65_536))
}
