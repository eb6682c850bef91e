import { words } from '../words/words.ts'

/** What a key asks for, wherever it is pressed; what lists and numbers need is in update.ts. */
export type Action = keyof typeof KEYS

/** The keys of each action: the first is the one that is named. */
const KEYS = {
  hint: ['h'],
  finer: ['f'],
  next: ['n'],
  before: ['p', 'left'],
  after: ['right'],
  list: ['l'],
  back: ['b', 'escape', 'backspace'],
  run: ['r'],
  edit: ['o'],
  measure: ['t'],
  look: ['w'],
  reset: ['x'],
  turn: ['space'],
  keys: ['?'],
  suspend: ['ctrl-z'],
  quit: ['q', 'ctrl-c'],
} as const

const ACTIONS = new Map(
  Object.entries(KEYS).flatMap(([action, keys]) =>
    keys.map(key => [key as string, action as Action]),
  ),
)

/** What a key asks for; nothing if it has no meaning. */
export function actionOf(key: string): Action | undefined {
  return ACTIONS.get(key)
}

/** All keys, each with what it does. */
export function allKeys(): string {
  const { head, number, does } = words.session.allKeys
  const lines = Object.entries(KEYS).map(
    ([action, [key]]) => [key, does[action as Action]] as const,
  )
  const rows = [...lines, ['01', number] as const].map(([key, text]) => `  ${key.padEnd(8)}${text}`)
  return [head, '', ...rows].join('\n')
}
