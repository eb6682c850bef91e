enum Status { Ok = 200 }

export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) { const r = await fetch(url); lines.push(`[${r.status}] ${url}`) }
  if (Status.Ok !== 200) throw 0
  return lines
}
