import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

// Who may see the page: whoever has its address. Any program of this computer, and any page in its browser, can reach
// the port.

/** With every answer: nothing comes from elsewhere, nothing runs but the page's own program, nobody frames it. */
export const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const

/** Lets those in that have the token, and were not sent by another site. */
export class Gate {
  readonly #token: string
  readonly #hosts: ReadonlySet<string>
  /** A browser sends a cookie to all ports of a host: each page has one of its own. */
  readonly #name: string

  /** @param host a name that requests may be addressed to, beside this computer's own */
  constructor(token: string, port: number, host?: string) {
    this.#token = token
    this.#hosts = new Set([
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      ...(host ? [host, `${host}:${port}`] : []),
    ])
    this.#name = `cooperativo-${port}`
  }

  /** What a browser keeps in place of the token in the address. */
  get cookie(): string {
    return `${this.#name}=${this.#token}; HttpOnly; SameSite=Strict; Path=/`
  }

  /**
   * Why a request is refused before anything else is looked at: another site's name may lead to this computer, and
   * another site's page may ask in its reader's name.
   */
  refuses({ headers }: IncomingMessage): 'wrongHost' | 'otherSite' | undefined {
    if (!this.#hosts.has(headers.host ?? '')) return 'wrongHost'
    const site = headers['sec-fetch-site'] ?? 'none'
    const isNavigation = headers['sec-fetch-mode'] === 'navigate'
    return site === 'same-origin' || site === 'none' || isNavigation ? undefined : 'otherSite'
  }

  opens(token: string | null): boolean {
    const given = Buffer.from(token ?? '')
    const own = Buffer.from(this.#token)
    return given.length === own.length && timingSafeEqual(given, own)
  }

  /** Whether a request brings the cookie. */
  knows({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? '').split(/; */)
    const own = cookies.find(cookie => cookie.startsWith(`${this.#name}=`))
    return this.opens(own?.slice(this.#name.length + 1) ?? null)
  }
}
