import { chart, chromeTrace, type Drawable, standalone } from '#lab/drawing'
import { words } from '../words/words.ts'
import { singlePage } from './single-page.ts'

/** What is seen as a file: for a report, a talk, or a question to somebody who has not this project. */
export function Exports({ name, runs }: { name: string; runs: ReadonlyMap<string, Drawable> }) {
  const file = name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60) || 'run'
  const { head, svg, html, trace, traceHint } = words.exports
  return (
    <p class="exports">
      {head}:{' '}
      <button
        type="button"
        onClick={() =>
          save(`${file}.svg`, 'image/svg+xml', standalone(chart(runs, { width: WIDTH })))
        }
      >
        {svg}
      </button>{' '}
      <button
        type="button"
        onClick={async () => save(`${file}.html`, 'text/html', await singlePage(name, runs))}
      >
        {html}
      </button>{' '}
      <button
        type="button"
        onClick={() => save(`${file}.json`, 'application/json', JSON.stringify(chromeTrace(runs)))}
      >
        {trace}
      </button>{' '}
      <small>{traceHint}</small>
    </p>
  )
}

/** A picture in a page of text is about so wide, in CSS pixels. */
const WIDTH = 840

function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
