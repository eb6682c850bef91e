export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  const rest = urls.values()
  let step = rest.next()
  while (!step.done) {
    const { status } = await fetch(step.value, { method: 'HEAD' })
    lines.push(`[${status}] ${step.value}`)
    step = rest.next()
  }
  return lines
}
