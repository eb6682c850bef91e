import { describe, expect, test } from 'vitest'
import { findKatas, textOf } from '../../src/course/katas.ts'
import { highlighted, htmlOf } from '../../src/page/server/lesson.ts'

const html = (text: string) => htmlOf({ text, folder: 'katas/03-gather' })

describe('A page of a kata as HTML', () => {
  test('has links to katas as buttons that go there', () => {
    expect(html('[kata 02](../02-one-after-another/README.md)')).toContain(
      '<button type="button" class="link" data-kata="02">kata 02</button>',
    )
  })

  test('has links to files as buttons that open them', () => {
    expect(html('[`gather.ts`](gather.ts)')).toContain(
      'data-place="katas/03-gather/gather.ts"><code>gather.ts</code></button>',
    )
    expect(html('[card](../../docs/which-when.md)')).toContain('data-place="docs/which-when.md"')
  })

  test('has links elsewhere as links, which tell nobody where they come from', () => {
    expect(html('[MDN](https://developer.mozilla.org/)')).toContain(
      '<a href="https://developer.mozilla.org/" target="_blank" rel="noreferrer">MDN</a>',
    )
  })

  test('shows what looks like HTML as text, and no comments', () => {
    expect(html('a <script>alert(1)</script> b <!-- for: x -->')).not.toMatch(/<script|<!--|for: x/)
    expect(html('[x](javascript:alert%281%29)')).not.toContain('href="javascript')
  })

  test('has code with classes alone: the page refuses styles', () => {
    const code = highlighted('const x: string = `a` // b < c')
    expect(code).toContain('sh__token--keyword')
    expect(code).not.toContain('style=')
    expect(code).toContain('b &lt; c')
  })

  test.each(findKatas().map(kata => [kata.name, kata] as const))('is there for %s', (_, kata) => {
    const page = htmlOf({ text: textOf(`${kata.folder}/README.md`), folder: `katas/${kata.name}` })
    expect(page).toContain('<h2>The task</h2>')
    expect(page).not.toMatch(/style=|<script|onclick/)
  })
})
