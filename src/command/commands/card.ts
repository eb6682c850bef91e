import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../../course/katas.ts'
import { type Command, say } from './command.ts'

/** What to use when: the block of text in docs/which-when.md. */
export const card: Command = {
  takesKata: false,
  perform: async () => say(textBlockIn(readFileSync(path.join(ROOT, CARD), 'utf8'))),
}

const CARD = 'docs/which-when.md'

function textBlockIn(page: string): string {
  const [, block = ''] = /^```text\r?\n([\s\S]*?)\r?\n```$/m.exec(page) ?? []
  return block
}
