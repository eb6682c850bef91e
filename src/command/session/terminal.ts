import { emitKeypressEvents } from 'node:readline'
import type { Answer, Prediction } from '../../course/prediction.ts'
import { ask } from '../one-kata/predict.ts'
import type { Size } from './pages.ts'

/** What the session needs of a terminal. */
export interface Terminal {
  readonly size: Size
  /** Shows a screen in place of the one before. */
  show(text: string): void
  /** Writes below what is shown. */
  add(text: string): void
  /**
   * Asks below what is shown; nothing where the program was interrupted instead, or the signal ends it. It is not there
   * where nobody could answer.
   */
  ask?(prediction: Prediction, signal: AbortSignal): Promise<Answer | undefined>
  /**
   * Tells of keys, by their names: `h`, `space`, `return`, `up`, `?`, `ctrl-z`.
   *
   * @param resized is called where the terminal has another size, or is there again after a while
   */
  listen(pressed: (key: string) => void, resized: () => void): void
  /** Lets another program have the terminal. */
  lend(use: () => Promise<void>): Promise<void>
  /** Stops the program until the shell lets it go on, as Ctrl-Z does. */
  suspend(): void
  close(): void
}

/**
 * The terminal that the command runs in; nothing where there is none.
 *
 * @param plain whether somebody listens to it: then nothing that was said is taken away
 */
export function ownTerminal(plain: boolean): Terminal | undefined {
  const { stdin, stdout } = process
  if (!stdin.isTTY || !stdout.isTTY) return undefined
  let isLent = false
  const take = () => {
    stdin.setRawMode(true)
    stdin.resume()
  }
  const give = () => {
    stdin.setRawMode(false)
    stdin.pause()
  }
  let redraw = () => {}
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

    async ask(prediction, signal) {
      isLent = true
      const answer = await ask(prediction, stdin, stdout, signal)
      isLent = false
      // Asking ends as if the input was not needed any more.
      take()
      return answer
    },

    listen(pressed, resized) {
      redraw = resized
      emitKeypressEvents(stdin)
      take()
      stdout.on('resize', resized)
      stdin.on('keypress', (text: string | undefined, key: Key) => {
        if (!isLent) pressed(nameOf(text, key))
      })
    },

    async lend(use) {
      isLent = true
      give()
      await use()
      isLent = false
      take()
    },

    suspend() {
      // Windows has nothing like it.
      if (process.platform === 'win32') return
      give()
      process.once('SIGCONT', () => {
        take()
        redraw()
      })
      // The whole job, as the shell waits for all of it: npm, too.
      process.kill(0, 'SIGTSTP')
    },

    close: give,
  }
}

interface Key {
  readonly name?: string
  readonly ctrl?: boolean
}

function nameOf(text: string | undefined, { name, ctrl }: Key): string {
  const key = name ?? text ?? ''
  return ctrl ? `ctrl-${key}` : key
}
