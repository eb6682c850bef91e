import { expect, test } from 'vitest'
import { notebook, observe, simulate } from '#lab'
import { chart, standalone } from '#lab/drawing'
import { pictureOf, report } from '#lab/report'

// The picture that the README begins with is one that the project draws: `npx vitest -u` writes it anew.

const urls = Object.keys(notebook)
  .slice(0, 5)
  .map(route => route.replace('GET ', ''))

async function oneAfterAnother(): Promise<void> {
  for (const url of urls) await fetch(url)
}

async function allTogether(): Promise<void> {
  await Promise.all(urls.map(url => fetch(url)))
}

test('the picture of the README is what the project draws', async () => {
  const [yours, goal] = [
    await observe({ server: notebook }, oneAfterAnother),
    await simulate({ server: notebook }, allTogether),
  ].map(run => pictureOf(run))
  if (!yours || !goal) throw new Error('nothing to draw')
  const runs = new Map([
    ['your function', yours],
    ['the goal', goal],
  ])
  const title =
    'Five requests one after another, which take 950 ms, above the same five all together, which take 290 ms'
  const picture = standalone(chart(runs, { width: 840 }), title)
  await expect(picture).toMatchFileSnapshot('../../docs/a-run.svg')
})

test('the sentence below it is what the project says', async () => {
  const run = await observe({ server: notebook }, oneAfterAnother)
  expect(report(run, { elapsed: 290 }).replaceAll('\n', ' ')).toContain(
    '5 requests, never more than 1 in flight: they ran one after another, so their times add up to 950 ms.',
  )
})
