import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { SentError } from '../inside/events.ts'
import { LONGEST_MESSAGE } from '../inside/limits.ts'
import { words } from '../words/words.ts'

/** Makes texts from a workspace the same wherever it was. */
export class Readable {
  readonly #folders: readonly string[]

  /** @param folders what paths begin with that is to be left out: absolute ones */
  constructor(folders: readonly string[]) {
    this.#folders = folders.flatMap(folder => {
      const slashed = folder.split(path.sep).join('/')
      const url = slashed.startsWith('/') ? `file://${slashed}/` : `file:///${slashed}/`
      return [url, folder + path.sep, `${slashed}/`]
    })
  }

  /** A text without colours and without the workspace's folder. */
  text(text: string): string {
    const plain = stripVTControlCharacters(text)
    return this.#folders.reduce((shorter, folder) => shorter.replaceAll(folder, ''), plain)
  }

  /** What a student reads of an error: its first paragraph, the difference, and the rest of it. */
  message({ message, diff = '' }: SentError): string {
    const [first = '', ...rest] = message.split('\n\n')
    const parts = [first, diff, ...rest].filter(part => part !== '')
    const whole = this.text(parts.join('\n\n')).slice(0, LONGEST_MESSAGE)
    return whole === '' ? words.reasons.noMessage : whole
  }

  /** Where an error comes from, in a kata's folder: `katas/03-gather/gather.ts:20`. */
  place({ message, stack = '' }: SentError): string | undefined {
    const [place] = PLACE.exec(this.text(stack)) ?? PLACE.exec(this.text(message)) ?? []
    return place?.replaceAll('\\', '/')
  }
}

const PLACE = /katas[\\/][^\s:()]+\.ts:\d+/
