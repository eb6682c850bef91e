/** How a text in quotes is written: MySQL also knows the backslash, and text in double quotes. */
export type Dialect = 'mysql' | 'postgres'

interface Token {
  readonly kind: 'word' | 'value' | 'placeholder' | 'sign' | 'broken'
  /** Words in lower case, as SQL does not tell the cases apart. */
  readonly text: string
  /** What a literal stands for. */
  readonly value?: unknown
}

/**
 * Compares a query with a scripted one. Spaces, comments, the case of words and a last semicolon make no
 * difference, and where the scripted one has a placeholder there may be a literal instead: the server can't
 * tell whether a client put it there, properly quoted, or a person did.
 *
 * @param values what came apart from the text
 * @returns the values in the places of the scripted query's placeholders, or nothing if it is another query
 */
export function matchQuery(
  scripted: string,
  text: string,
  values: readonly unknown[],
  dialect: Dialect,
): unknown[] | undefined {
  const expected = tokensOf(scripted, dialect)
  const seen = tokensOf(text, dialect)
  const found: unknown[] = []
  let at = 0
  let asked = 0
  for (const [index, token] of expected.entries()) {
    const other = seen[at++]
    if (!other) return undefined
    if (token.kind !== 'placeholder') {
      if (token.kind !== other.kind || token.text !== other.text) return undefined
    } else if (other.kind === 'placeholder') {
      found[placeOf(token, found)] = values[placeOf(other, asked++)]
    } else if (other.kind === 'value') {
      const more = expected[index - 2]?.text === 'in' ? listAfter(at, seen) : []
      at += 2 * more.length
      const list = [other, ...more].map(({ value }) => value)
      found[placeOf(token, found)] = list.length > 1 ? list : other.value
    } else return undefined
  }
  return at === seen.length ? found : undefined
}

/** MySQL's client writes an array as the list that `in (?)` wants: the values after the first, each with a comma before it. */
function listAfter(at: number, tokens: readonly Token[]): Token[] {
  const value = tokens[at + 1]
  if (tokens[at]?.text !== ',' || value?.kind !== 'value') return []
  return [value, ...listAfter(at + 2, tokens)]
}

/** Whether a query begins like a scripted one and differs from it only from the first placeholder on. */
export function divergesAtPlaceholder(scripted: string, text: string, dialect: Dialect): boolean {
  const expected = tokensOf(scripted, dialect)
  const seen = tokensOf(text, dialect)
  const first = expected.findIndex(({ kind }) => kind === 'placeholder')
  const before = expected.slice(0, first)
  return (
    first >= 0 &&
    seen.length > first &&
    seen[first]?.kind !== 'placeholder' &&
    before.every(({ kind, text }, index) => seen[index]?.kind === kind && seen[index].text === text)
  )
}

/** `$2` says which value it stands for; each `?` is the next one. */
function placeOf({ text }: Token, next: number | readonly unknown[]): number {
  if (text !== '?') return Number(text.slice(1)) - 1
  return typeof next === 'number' ? next : next.length
}

const SPACE = {
  mysql: /\s+|--(?:\s[^\n]*|$)|#[^\n]*|\/\*[\s\S]*?\*\//y,
  postgres: /\s+|--[^\n]*|\/\*[\s\S]*?\*\//y,
}
const WORD = /[\p{L}_][\p{L}\p{N}_$]*|"(?:[^"]|"")*"|`(?:[^`]|``)*`/uy
const NUMBER = /\d+(?:\.\d+)?(?:e[+-]?\d+)?/iy
const PLACEHOLDER = /\?|\$\d+/y
const SIGN = /::|<>|<=|>=|!=|\|\||->>?|[^\s\w'"`]/uy
/**
 * In Postgres the backslash is a letter like any other, but not in a text that begins with an E. Letters are
 * taken many at a time: a text may be longer than a regular expression's stack.
 */
const QUOTED = {
  mysql: /'[^'\\]*(?:(?:''|\\[\s\S])[^'\\]*)*'|"[^"\\]*(?:(?:""|\\[\s\S])[^"\\]*)*"/y,
  postgres: /e'[^'\\]*(?:(?:''|\\[\s\S])[^'\\]*)*'|'[^']*(?:''[^']*)*'/iy,
}
/** Bytes, as MySQL's client writes them. */
const BYTES = /x'(?:[0-9a-f]{2})*'/iy
/** After one of these, or at the beginning, a minus makes a number negative; after anything else it takes away. */
const BEFORE_NEGATIVE =
  /^(?:[(,=<>+*/%]|<>|<=|>=|!=|select|where|and|or|not|in|between|limit|offset|then|else|when)$/

function tokensOf(sql: string, dialect: Dialect): Token[] {
  const tokens: Token[] = []
  let at = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const [text] = pattern.exec(sql) ?? []
    at += text?.length ?? 0
    return text
  }
  while (at < sql.length) {
    if (take(SPACE[dialect]) !== undefined) continue
    tokens.push(next(take, dialect))
    joinNegative(tokens)
    // What a quote without an end would mean is anybody's guess.
    if (tokens.at(-1)?.kind === 'broken') return tokens
  }
  if (tokens.at(-1)?.text === ';') tokens.pop()
  return tokens
}

/** Makes one value of a minus and a number, where there is nothing that the number could be taken from. */
function joinNegative(tokens: Token[]): void {
  const [before, minus, number] = [tokens.at(-3), tokens.at(-2), tokens.at(-1)]
  if (minus?.text !== '-' || typeof number?.value !== 'number') return
  if (before && !BEFORE_NEGATIVE.test(before.text)) return
  tokens.splice(-2, 2, { ...number, text: `-${number.text}`, value: -number.value })
}

function next(take: (pattern: RegExp) => string | undefined, dialect: Dialect): Token {
  const quoted = take(QUOTED[dialect])
  if (quoted !== undefined) return { kind: 'value', text: quoted, value: unquoted(quoted, dialect) }
  const bytes = dialect === 'mysql' ? take(BYTES) : undefined
  if (bytes !== undefined) {
    return { kind: 'value', text: bytes, value: Buffer.from(bytes.slice(2, -1), 'hex') }
  }
  const word = take(WORD)
  if (word !== undefined) return wordToken(word)
  const number = take(NUMBER)
  if (number !== undefined) return { kind: 'value', text: number, value: Number(number) }
  const placeholder = take(PLACEHOLDER)
  if (placeholder !== undefined) return { kind: 'placeholder', text: placeholder }
  const sign = take(SIGN)
  return sign === undefined ? { kind: 'broken', text: '' } : { kind: 'sign', text: sign }
}

const CONSTANTS = new Map<string, unknown>([
  ['null', null],
  ['true', true],
  ['false', false],
])

function wordToken(word: string): Token {
  const text = /^["`]/.test(word) ? word.slice(1, -1) : word.toLowerCase()
  return CONSTANTS.has(text)
    ? { kind: 'value', text, value: CONSTANTS.get(text) }
    : { kind: 'word', text }
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  0: '\0',
  Z: '\x1a',
}

function unquoted(quoted: string, dialect: Dialect): string {
  const [quote = "'"] = quoted.replace(/^e/i, '')
  const text = quoted.slice(quoted.indexOf(quote) + 1, -1)
  if (dialect === 'postgres' && quoted.startsWith("'")) return text.replaceAll("''", "'")
  const pairs = quote === '"' ? /""|\\([\s\S])/g : /''|\\([\s\S])/g
  return text.replace(pairs, (_, escaped?: string) =>
    escaped === undefined ? quote : (ESCAPES[escaped] ?? escaped),
  )
}
