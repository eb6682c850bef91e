import type { Content, Page } from '../../page/server/serve.ts'
import { openInBrowser } from './browser.ts'

/** A page that is served from when somebody first wants to look. */
export class FollowedPage {
  readonly #content: Content
  readonly #host: string | undefined
  #page: Promise<Page> | undefined

  /** @param host a name that the page may be asked for by, beside this computer's own */
  constructor(content: Content, host: string | undefined) {
    this.#content = content
    this.#host = host
  }

  /** Opens it in the browser, and says where it is. */
  async open(): Promise<string> {
    this.#page ??= this.#serve()
    const { address } = await this.#page
    await openInBrowser(address)
    return address
  }

  async #serve(): Promise<Page> {
    // What serves it takes longer to load than all the rest: only who looks waits for it.
    const { servePage } = await import('../../page/server/serve.ts')
    return servePage(this.#content, this.#host)
  }

  /** There is something else to see. */
  update(): void {
    void this.#page?.then(page => page.update())
  }

  async close(): Promise<void> {
    await (await this.#page)?.close()
  }
}
