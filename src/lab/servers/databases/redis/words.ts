/**
 * A command as one line of text: how people type it for `redis-cli`, how a script names it, and what the server
 * takes as an "inline command" (Redis serialization protocol specification, "Inline commands").
 */

/** A word: plain text, and at its end text in double or in single quotes. A space or the line's end follows. */
const WORD =
  /([^ \t\n\r"']*)(?:"((?:[^"\\]|\\[\s\S])*)"(?=[ \t-\r]|$)|'((?:[^'\\]|\\'|\\(?!'))*)'(?=[ \t-\r]|$)|(?=[ \t\n\r]|$))/y
const SPACES = /[ \t-\r]*/y

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  a: '\x07',
}

/** The words of a line; nothing where a quote is not closed. */
export function wordsOf(line: Buffer): Buffer[] | undefined {
  // One character for each byte: words may be any bytes.
  const text = line.toString('latin1')
  const words: Buffer[] = []
  for (let at = skip(text, 0); at < text.length; at = skip(text, WORD.lastIndex)) {
    WORD.lastIndex = at
    const found = WORD.exec(text)
    if (!found) return undefined
    const [, plain = '', double = '', single = ''] = found
    const word = plain + unescaped(double) + single.replaceAll("\\'", "'")
    words.push(Buffer.from(word, 'latin1'))
  }
  return words
}

function skip(text: string, from: number): number {
  SPACES.lastIndex = from
  return from + (SPACES.exec(text)?.[0].length ?? 0)
}

function unescaped(text: string): string {
  return text.replace(/\\(?:x([\da-fA-F]{2})|([\s\S]))/g, (_, hex?: string, letter = '') =>
    hex === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/**
 * A command as the script names it: its name in upper case, and its arguments with one space between. An argument
 * that is empty, or has a space, a quote or control characters in it, is in quotes as for `redis-cli`:
 * `SET greeting "hello world"`, and in single quotes where that saves escapes: `SET user '{"age":7}'`.
 * Bytes that are no UTF-8 are written as `\xff`.
 */
export function commandText([name, ...args]: readonly Buffer[]): string {
  return [wordText(Buffer.from(commandName(name))), ...args.map(wordText)].join(' ')
}

/** A command's name: letters' case makes no difference in it. */
export function commandName(name: Buffer | undefined): string {
  return (name ?? Buffer.alloc(0)).toString('latin1').toUpperCase()
}

/** The same for a line that a person wrote, however it is quoted; a line that can't be read stays as it is. */
export function commandTextOf(line: string): string {
  const words = wordsOf(Buffer.from(line))
  return words && words.length > 0 ? commandText(words) : line
}

/** The whole number that a word is, if it is written as Redis writes it; otherwise NaN. */
export function integerOf(word: string): number {
  return /^(?:0|-?[1-9]\d{0,14})$/.test(word) ? Number(word) : Number.NaN
}

function wordText(word: Buffer): string {
  const text = word.toString()
  if (!Buffer.from(text).equals(word))
    return `"${word.toString('latin1').replace(NO_TEXT, escaped)}"`
  if (PLAIN.test(text)) return text
  // A backslash at the end would escape the closing quote.
  if (HAS_DOUBLE_QUOTES.test(text) && !text.endsWith('\\')) return `'${text}'`
  return `"${text.replace(SPECIAL, escaped)}"`
}

/** Neither spaces nor quotes nor control characters. */
const PLAIN = /^[!#-&(-~\u0080-\u{10ffff}]+$/u
/** Double quotes, but neither single ones nor control characters. */
const HAS_DOUBLE_QUOTES = /^[ -&(-~\u0080-\u{10ffff}]*"[ -&(-~\u0080-\u{10ffff}]*$/u
const SPECIAL = /["\\]|[^ -~\u0080-\u{10ffff}]/gu
/** The same for bytes that are no text. */
const NO_TEXT = /["\\]|[^ -~]/g

function escaped(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`
  const [letter] = Object.entries(ESCAPES).find(([, meant]) => meant === character) ?? []
  return `\\${letter ?? `x${character.charCodeAt(0).toString(16).padStart(2, '0')}`}`
}
