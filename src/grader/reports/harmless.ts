import { words } from '../words/words.ts'

// Names and messages come from submissions. Whoever reads a report of them must see the text and nothing
// else: no colours, no moved cursor, no line that reads backwards, no page that never ends.

/** What a terminal, a browser or an editor obeys instead of showing it. Joiners belong to scripts. */
const OBEYED = /(?![\n\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu

/** Shows what would be obeyed: an escape character as `␛`. Lines stay lines, a tab is two spaces. */
export function harmless(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(OBEYED, visible)
    .replaceAll('\t', '  ')
    .replaceAll(/(\p{M}{3})\p{M}+/gu, '$1')
}

/** Unicode has a picture for each of the oldest control characters; the others are told by number. */
function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '\u2421'
  return `\\u{${code.toString(16)}}`
}

export function oneLine(text: string): string {
  return harmless(text).replaceAll(/\s+/g, ' ').trim()
}

const MOST_LINES = 100
const MOST_CHARACTERS = 8_000

/** Leaves out the end of what is too long for a report, and says how much that is. */
export function shortened(
  text: string,
  mostLines = MOST_LINES,
  mostCharacters = MOST_CHARACTERS,
): string {
  const lines = text.split('\n')
  const few = lines.slice(0, mostLines).join('\n')
  if (few.length > mostCharacters) {
    const short = few.slice(0, mostCharacters).toWellFormed()
    return `${short}\n${words.cut.characters(text.length - short.length)}`
  }
  return few === text ? text : `${few}\n${words.cut.lines(lines.length - mostLines)}`
}

const LONGEST_SENTENCE = 500

/** A sentence of one line, which no report has at more than a reasonable length. */
export function sentence(text: string): string {
  return oneLine(shortened(oneLine(text), 1, LONGEST_SENTENCE))
}

/** How many columns of a terminal a text takes, as well as that can be known. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + columnsOf(character), 0)
}

const NO_COLUMN = /[\p{M}\u200c\u200d]/u
const TWO_COLUMNS =
  /[\p{Extended_Pictographic}\p{Emoji_Presentation}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u

function columnsOf(character: string): number {
  if (NO_COLUMN.test(character)) return 0
  return TWO_COLUMNS.test(character) ? 2 : 1
}

/** A text in exactly so many columns. Names often differ at their end: the middle is left out. */
export function inColumns(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text + ' '.repeat(columns - widthOf(text))
  const tail = backwards(firstColumns(backwards(text), Math.floor(columns / 3)))
  const head = firstColumns(text, columns - 1 - widthOf(tail))
  return inColumns(`${head}…${tail}`, columns)
}

/** A text of one line in lines of so many columns: between words, and inside of one that is longer than that. */
export function inLines(text: string, columns = 80): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap(each => pieces(each, columns))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= columns) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

function pieces(word: string, columns: number): string[] {
  if (widthOf(word) <= columns) return [word]
  const first = firstColumns(word, columns)
  return [first, ...pieces(word.slice(first.length), columns)]
}

function backwards(text: string): string {
  return [...text].reverse().join('')
}

function firstColumns(text: string, columns: number): string {
  let room = columns
  let first = ''
  for (const character of text) {
    room -= columnsOf(character)
    if (room < 0) break
    first += character
  }
  return first
}
