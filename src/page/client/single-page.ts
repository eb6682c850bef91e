import type { Drawable } from '#lab/drawing'
import { escaped } from '../html.ts'
import { words } from '../words/words.ts'

/** What a page of one run is made of: its title, and its runs by their names. */
export interface SingleRun {
  readonly title: string
  readonly runs: readonly (readonly [name: string, run: Drawable])[]
}

/** One file with a run in it, to be touched as here: it needs no server, and asks none. */
export async function singlePage(
  title: string,
  runs: ReadonlyMap<string, Drawable>,
): Promise<string> {
  const [script, style] = await Promise.all(
    ['/single-run.js', '/page.css'].map(async file => (await fetch(file)).text()),
  )
  const data = JSON.stringify({ title, runs: [...runs] } satisfies SingleRun)
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<script type="application/json" id="run">${data.replaceAll('<', '\\u003c')}</script>
<script>${script?.replaceAll('</script', '<\\/script')}</script>
</body>
</html>
`
}
