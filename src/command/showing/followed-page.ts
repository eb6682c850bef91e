import type { Content, Page } from '../../page/server/serve.ts'
import { openInBrowser } from './browser.ts'

/** A page that is served from when somebody first wants to look. */
export class FollowedPage {
  readonly #load: () => Promise<Content>
  readonly #host: string | undefined
  #page: Promise<Page> | undefined

  /**
   * @param load makes what it shows: only who looks waits for what that needs
   * @param host a name that the page may be asked for by, beside this computer's own
   */
  constructor(load: () => Promise<Content>, host: string | undefined) {
    this.#load = load
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
    const [{ servePage }, content] = await Promise.all([
      import('../../page/server/serve.ts'),
      this.#load(),
    ])
    return servePage(content, this.#host)
  }

  /** There is something else to see. */
  update(): void {
    void this.#page?.then(page => page.update())
  }

  async close(): Promise<void> {
    await (await this.#page)?.close()
  }
}
