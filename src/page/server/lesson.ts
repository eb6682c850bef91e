import path from 'node:path'
import { Marked, type Tokens } from 'marked'
import { highlight } from 'sugar-high'
import { escaped } from '../html.ts'

/** A page of a kata, or a part of one. */
export interface Written {
  /** Markdown. */
  readonly text: string
  /** Where it lies, from the project's folder on: `katas/03-gather`. */
  readonly folder: string
}

/**
 * Text as HTML. Links to other katas become `data-kata`, links to other files of the project `data-place`: on the page
 * both are buttons.
 */
export function htmlOf({ text, folder }: Written): string {
  const marked = new Marked({ async: false })
  marked.use({
    renderer: {
      code: ({ text, lang = '' }: Tokens.Code) =>
        `<pre tabindex="0"><code>${highlighted(text, lang)}</code></pre>\n`,
      link({ href, tokens }: Tokens.Link) {
        const inside = this.parser.parseInline(tokens)
        if (/^https?:/.test(href)) {
          return `<a href="${escaped(href)}" target="_blank" rel="noreferrer">${inside}</a>`
        }
        const place = path.posix.join(folder, href)
        const [, kata] = /^katas\/(\d\d)-[^/]+\/README\.md$/.exec(place) ?? []
        const [name, value] = kata ? ['kata', kata] : ['place', place]
        return `<button type="button" class="link" data-${name}="${escaped(value)}">${inside}</button>`
      },
      // Nobody writes HTML here: what looks like it is text, or a comment.
      html: ({ text }: Tokens.HTML | Tokens.Tag) => (text.startsWith('<!--') ? '' : escaped(text)),
    },
  })
  return marked.parse(text, { async: false })
}

/** Code with a class for each kind of word. The page's policy refuses the colours that come with them. */
export function highlighted(code: string, language = 'typescript'): string {
  if (!/^(ts|js|typescript|javascript)$/.test(language)) return escaped(code)
  return highlight(code, { lang: 'typescript' }).replaceAll(/ style="[^"]*"/g, '')
}
