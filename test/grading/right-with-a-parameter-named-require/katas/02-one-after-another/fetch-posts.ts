export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await fetch(url)).status}] ${url}`)
  return lines
}

/** Whether a rule holds. */
export function holds(require: boolean, rules = { require: true, eval: false }): boolean {
  const { require: asked } = rules
  return require && asked && !rules.eval
}

holds(true)
