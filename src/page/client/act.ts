import type { Action } from '../shown.ts'

/**
 * Asks the command for something. What follows from it comes as everything else comes.
 *
 * @returns a sentence where it could not be done
 */
export async function act(action: Action): Promise<string | undefined> {
  try {
    const response = await fetch('/act', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(action),
    })
    const { sentence } = await response.json()
    return sentence
  } catch {
    // The server is gone, which the page says already.
    return undefined
  }
}
