export async function fetchPosts(): Promise<string[]> {
  const kept: unknown[] = []
  for (;;) kept.push(new Array(100_000).fill({}))
}
