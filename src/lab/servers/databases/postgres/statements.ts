/**
 * The statements of a query's text, without what could be mistaken for SQL: comments are gone, quoted text is
 * empty. In upper case, with one space between words. None where there is nothing to do.
 */
export function statementsIn(text: string): string[] {
  return text
    .replace(NO_SQL, hidden => (hidden.startsWith('-') || hidden.startsWith('/') ? ' ' : "''"))
    .toUpperCase()
    .split(';')
    .map(statement => statement.replace(/\s+/g, ' ').trim())
    .filter(statement => statement !== '')
}

/**
 * "Lexical Structure": comments, strings with and without escapes, quoted names, strings in dollars. A quote
 * that is written twice begins another text here, which makes no difference.
 */
const NO_SQL = new RegExp(
  [
    /--[^\n]*/,
    /\/\*.*?\*\//,
    /\be'[^\\']*(?:\\.[^\\']*)*'/,
    /'[^']*'/,
    /"[^"]*"/,
    /(?<![\w$])\$([a-z_]\w*)?\$.*?\$\1\$/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gis',
)

/** How many values a statement needs: the number of its last placeholder. */
export function placeholdersIn(statement: string): number {
  return Math.max(0, ...Array.from(statement.matchAll(/(?<![\w$])\$(\d+)/g), ([, n]) => Number(n)))
}

/** Whether a statement that has come without values needs some: only PREPARE leaves that for later. */
export function lacksValues(statement: string): boolean {
  return placeholdersIn(statement) > 0 && !/^PREPARE\b/.test(statement)
}

/** What of the protocol a statement needs that is not simulated, if anything. */
export function notSimulatedIn(statement: string): string | undefined {
  return /^(?:COPY|LISTEN|UNLISTEN|NOTIFY)\b/.exec(statement)?.[0]
}

/** The first words of "CommandComplete" for a statement. */
export function commandOf(statement: string): string {
  if (statement.startsWith('(')) return 'SELECT'
  const [first = '', ...others] = withoutParentheses(statement).split(' ')
  if (first === 'WITH') return commandOf(others.find(word => MAIN_VERB.test(word)) ?? 'SELECT')
  if (/^(?:CREATE|ALTER|DROP)$/.test(first)) return commandOnKind(first, others)
  return COMMANDS.get(first) ?? first
}

/** How many rows were sent or changed at once, and how many there are or were changed in all. */
export interface Counts {
  readonly sent: number
  readonly all: number
}

/** "CommandComplete": the command, and how many rows where it has a number for that. */
export function tagOf(command: string, { sent, all }: Counts): string {
  if (command === 'INSERT') return `INSERT 0 ${all}`
  if (command === 'SELECT' || command === 'FETCH') return `${command} ${sent}`
  return /^(?:UPDATE|DELETE|MERGE|MOVE)$/.test(command) ? `${command} ${all}` : command
}

const MAIN_VERB = /^(?:SELECT|INSERT|UPDATE|DELETE|MERGE|VALUES|TABLE)$/

/** Where the command is called otherwise than the first word. */
const COMMANDS = new Map([
  ['VALUES', 'SELECT'],
  ['TABLE', 'SELECT'],
  ['START', 'START TRANSACTION'],
  ['END', 'COMMIT'],
  ['ABORT', 'ROLLBACK'],
  ['TRUNCATE', 'TRUNCATE TABLE'],
  ['LOCK', 'LOCK TABLE'],
  ['DECLARE', 'DECLARE CURSOR'],
  ['CLOSE', 'CLOSE CURSOR'],
  ['DISCARD', 'DISCARD ALL'],
  ['REFRESH', 'REFRESH MATERIALIZED VIEW'],
])

/** `CREATE UNIQUE INDEX …` creates an index, and `CREATE TABLE … AS …` selects. */
function commandOnKind(verb: string, words: readonly string[]): string {
  const kind = words.find(word => !/^(?:OR|REPLACE|UNIQUE|TEMP|TEMPORARY|UNLOGGED)$/.test(word))
  const isFilled = verb === 'CREATE' && words.includes('AS')
  if (isFilled && (kind === 'TABLE' || kind === 'MATERIALIZED')) return 'SELECT'
  return `${verb} ${kind === 'MATERIALIZED' ? 'MATERIALIZED VIEW' : kind}`
}

/** Only what stands outside says what a statement is. */
function withoutParentheses(statement: string): string {
  const fewer = statement.replace(/\([^()]*\)/g, ' ')
  return fewer === statement ? fewer.replace(/ +/g, ' ').trim() : withoutParentheses(fewer)
}
