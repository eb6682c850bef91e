export async function fetchPosts(): Promise<string[]> {
  for (;;) console.log('still here')
}
