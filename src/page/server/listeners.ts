import type { ServerResponse } from 'node:http'
import type { Shown } from '../shown.ts'
import { HEADERS } from './gate.ts'

/** How often is said that the server is still there, in ms: what forwards a port ends what is silent. */
const STILL_HERE = 20_000

/** The pages that look: each gets all that there is to see at once, and again with every change. */
export class Listeners {
  readonly #shown: () => Shown
  readonly #open = new Set<ServerResponse>()
  readonly #stillHere: NodeJS.Timeout
  #isToBeTold = false
  #last = ''

  constructor(shown: () => Shown) {
    this.#shown = shown
    this.#stillHere = setInterval(() => this.#write(': still here\n\n'), STILL_HERE).unref()
  }

  add(response: ServerResponse): void {
    response.writeHead(200, { ...HEADERS, 'Content-Type': 'text/event-stream' })
    response.write(messageOf(this.#shown()))
    this.#open.add(response)
    response.once('close', () => this.#open.delete(response))
    // Whoever looked has gone.
    response.on('error', () => this.#open.delete(response))
  }

  /** Several changes at once are told once, and what is the same is not told again. */
  tell(): void {
    if (this.#isToBeTold || this.#open.size === 0) return
    this.#isToBeTold = true
    setImmediate(() => {
      this.#isToBeTold = false
      const message = messageOf(this.#shown())
      if (message !== this.#last) this.#write(message)
      this.#last = message
    })
  }

  #write(text: string): void {
    for (const response of this.#open) response.write(text)
  }

  close(): void {
    clearInterval(this.#stillHere)
    for (const response of this.#open) response.end()
    this.#open.clear()
  }
}

function messageOf(shown: Shown): string {
  return `data: ${JSON.stringify(shown)}\n\n`
}
