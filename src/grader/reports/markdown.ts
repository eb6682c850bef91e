// Texts of submissions inside Markdown: they must neither become HTML, links or mentions nor end what they
// stand in. They are harmless in a terminal already, see harmless.ts.

/** Of punctuation, what means something to Markdown or GitHub in the middle of a line, or may. */
const MEANS_SOMETHING = /[^\p{L}\p{N}\p{M} ,;'"()\-…/?!%=+]/gu

/**
 * Text for the middle of a line or a table's cell. Markdown takes no character that is written as a number
 * for a mark of its own.
 */
export function plain(text: string): string {
  return text.replaceAll(MEANS_SOMETHING, (character, at: number) => {
    const [before, after] = [text.slice(0, at), text.slice(at + 1)]
    if (MEANS_NOTHING[character]?.(before, after)) return character
    // The word joiner keeps a name behind an @ from being told of it.
    return `&#${character.codePointAt(0)};${character === '@' ? '&#8288;' : ''}`
  })
}

/** Where what is common in sentences and names is no mark: it depends on what is before and after it. */
const MEANS_NOTHING: Readonly<Record<string, (before: string, after: string) => boolean>> = {
  _: (before, after) => /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after),
  '.': before => !/www$/i.test(before),
  ':': (_before, after) => /^( |\d|$)/.test(after),
}

/** Lines as they are, in a block that they can't end: its fence is longer than any run of backticks. */
export function fenced(text: string): string {
  const runs = text.match(/`+/g) ?? []
  const fence = '`'.repeat(Math.max(3, ...runs.map(run => run.length + 1)))
  return `${fence}text\n${text}\n${fence}`
}

/** What stands in the file and is not shown where Markdown is. */
export function comment(text: string): string {
  return `<!-- ${text.replaceAll(/[<>]/g, ' ').replaceAll(/-{2,}/g, '-')} -->`
}
