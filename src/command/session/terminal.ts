import { emitKeypressEvents } from 'node:readline'
import type { Answer, Prediction } from '../../course/prediction.ts'
import { ask } from '../one-kata/predict.ts'
import type { Size } from './pages.ts'

/** What the place to learn in needs of a terminal. */
export interface Terminal {
  readonly size: Size
  /** Shows a screen in place of the one before. */
  show(text: string): void
  /** Writes below what is shown. */
  add(text: string): void
  /** Asks below what is shown; nothing where the program was interrupted instead. */
  ask(prediction: Prediction): Promise<Answer | undefined>
  /** Answers keys until `q`, or until the program is interrupted; `resized` is called where it has changed. */
  keysUntilQuit(keys: Readonly<Record<string, () => void>>, resized: () => void): Promise<void>
}

/**
 * The terminal that the command runs in; nothing where there is none.
 *
 * @param plain whether somebody listens to it: then nothing that was said is taken away
 */
export function ownTerminal(plain: boolean): Terminal | undefined {
  const { stdin, stdout } = process
  if (!stdin.isTTY || !stdout.isTTY) return undefined
  let quit = () => {}
  let asking = false
  return {
    get size() {
      // Where a terminal does not know its size, it is the smallest that everything fits into.
      return { columns: Math.min(stdout.columns || 80, 120), rows: stdout.rows || 24, plain }
    },

    show(text) {
      if (plain) stdout.write('\n')
      else console.clear()
      stdout.write(text)
    },

    add: text => void stdout.write(text),

    async ask(prediction) {
      asking = true
      const answer = await ask(prediction, stdin, stdout)
      asking = false
      if (answer === undefined) quit()
      // Asking ends as if the input was not needed any more.
      stdin.setRawMode(true)
      stdin.resume()
      return answer
    },

    async keysUntilQuit(keys, resized) {
      emitKeypressEvents(stdin)
      stdin.setRawMode(true)
      stdin.resume()
      stdout.on('resize', resized)
      await new Promise<void>(resolve => {
        quit = resolve
        stdin.on('keypress', (_text, { name = '', ctrl }: { name?: string; ctrl?: boolean }) => {
          if (asking) return
          if (name === 'q' || (ctrl && name === 'c')) quit()
          else if (!ctrl && Object.hasOwn(keys, name)) keys[name]?.()
        })
      })
      stdin.setRawMode(false)
      stdin.pause()
    },
  }
}
