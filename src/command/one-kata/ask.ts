import { createInterface } from 'node:readline'

/** What is asked on a terminal. */
export interface Question<T> {
  readonly text: string
  /** What stands before each line that is typed. */
  readonly prompt: string
  /** What a line means; undefined where that can't be understood. */
  readonly understood: (line: string) => T | undefined
  /** A sentence on a line that can't be understood. */
  readonly misunderstood: (line: string) => string
}

/**
 * Asks until there is an answer that can be understood.
 *
 * @param signal ends it: somebody has answered elsewhere
 * @returns the answer; undefined where the input ends, or the signal did it
 */
export async function askUntilUnderstood<T>(
  { text, prompt, understood, misunderstood }: Question<T>,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  signal?: AbortSignal,
): Promise<T | undefined> {
  // However this is left, the input is let go: a terminal would keep the command alive.
  using lines = createInterface({ input, output, ...(signal ? { signal } : {}) })
  lines.setPrompt(prompt)
  output.write(text)
  lines.prompt()
  let isOpen = true
  lines.once('close', () => {
    isOpen = false
  })
  for await (const line of lines) {
    const answer = understood(line)
    if (answer !== undefined) return answer
    output.write(`${misunderstood(line)}\n`)
    // Lines may be left when the input has ended.
    if (isOpen) lines.prompt()
  }
  return undefined
}
