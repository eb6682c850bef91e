import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { CHART_STYLE } from '#lab/drawing'
import { words } from '../words/words.ts'
import { bundled } from './bundle.ts'

/** What is sent as it is. */
export interface Asset {
  readonly type: string
  readonly body: string
}

const CLIENT = path.join(import.meta.dirname, '../client')

/** All files of the page, by their paths: there are no others. */
export async function assets(): Promise<ReadonlyMap<string, Asset>> {
  const [page, run, style] = await Promise.all([
    bundled(path.join(CLIENT, 'page.tsx')),
    bundled(path.join(CLIENT, 'single-run.tsx')),
    readFile(path.join(CLIENT, 'page.css'), 'utf8'),
  ])
  const script = 'text/javascript; charset=utf-8'
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: SHELL }],
    ['/page.js', { type: script, body: page }],
    // What an exported page has inside.
    ['/single-run.js', { type: script, body: run }],
    ['/page.css', { type: 'text/css; charset=utf-8', body: `${style}\n${CHART_STYLE}` }],
  ])
}

const SHELL = `<!doctype html>
<html lang="${words.language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Cooperativo</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/page.css">
    <script type="module" src="/page.js"></script>
  </head>
  <body></body>
</html>
`
