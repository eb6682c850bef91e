export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  const lines: string[] = []
  for (const url of urls) lines.push(`[${(await fetch(url)).status}] ${url}`)
  return lines
}

function own() {
  const require = (name: string) => name
  return require('node:fs')
}

var require: ((name: string) => unknown) | undefined
own()
require?.(`node:${'fs'}`)
