import { emitKeypressEvents } from 'node:readline'

/** What the place to learn in needs of a terminal. */
export interface Terminal {
  /** Shows a screen in place of the one before. */
  show(text: string): void
  /** Answers keys until `q`, or until the program is interrupted. */
  keysUntilQuit(keys: Readonly<Record<string, () => void>>): Promise<void>
}

/** The terminal that the command runs in; nothing where there is none. */
export function ownTerminal(): Terminal | undefined {
  const { stdin, stdout } = process
  if (!stdin.isTTY || !stdout.isTTY) return undefined
  return {
    show(text) {
      console.clear()
      stdout.write(text)
    },

    async keysUntilQuit(keys) {
      emitKeypressEvents(stdin)
      stdin.setRawMode(true)
      await new Promise<void>(quit => {
        stdin.on('keypress', (_text, { name = '', ctrl }: { name?: string; ctrl?: boolean }) => {
          if (name === 'q' || (ctrl && name === 'c')) quit()
          else if (!ctrl && Object.hasOwn(keys, name)) keys[name]?.()
        })
      })
      stdin.setRawMode(false)
      stdin.pause()
    },
  }
}
