import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { environment, pathOf } from '../../command/copy.ts'

// A real browser, Debian's Chromium, and what drives it: `npm ci --prefix test/page/browser/packages`. .ci/run installs
// both; where one is not there, the tests of this folder are skipped.

const PACKAGES = path.join(import.meta.dirname, 'packages')
const require = createRequire(path.join(PACKAGES, 'package.json'))

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)

export const isInstalled =
  executablePath !== undefined && existsSync(path.join(PACKAGES, 'node_modules'))

// What is used of playwright-core: nobody needs it to check the types of these tests.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Any = any
export type Browser = Any
export type Tab = Any

export async function openBrowser(): Promise<Browser> {
  const { chromium } = await import(pathToFileURL(require.resolve('playwright-core')).href)
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
}

/** A tab that fails its test where the page's program fails, or wants something from elsewhere. */
export async function openTab(browser: Browser, options: object = {}): Promise<Tab> {
  const context = await browser.newContext({ acceptDownloads: true, ...options })
  const tab = await context.newPage()
  tab.complaints = [] as string[]
  tab.on('pageerror', (error: Error) => tab.complaints.push(String(error)))
  tab.on('console', (message: Any) => {
    if (message.type() === 'error') tab.complaints.push(message.text())
  })
  return tab
}

/** What axe finds that keeps somebody from using the page: a line for each. */
export async function barriersOn(tab: Tab): Promise<string[]> {
  await tab.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'))
  const { violations } = await tab.evaluate('axe.run()')
  return violations
    .filter(({ impact }: Any) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }: Any) => nodes.map(({ html }: Any) => `${id}: ${html}`))
}

/** `kata show`, in the copy that the test has. */
export class Shown {
  readonly #child: ChildProcessByStdio<null, Readable, null>
  readonly address: Promise<string>

  constructor(...argv: string[]) {
    this.#child = spawn(process.execPath, [pathOf('src/command/kata.js'), 'show', ...argv], {
      cwd: pathOf('.'),
      env: environment({ BROWSER: 'none', EDITOR: pathOf('editor.js') }),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: this.#child.stdout })
    this.address = new Promise((resolve, reject) => {
      lines.on('line', line => {
        const [address] = /http:\S+/.exec(line) ?? []
        if (address) resolve(address)
      })
      this.#child.once('exit', code => reject(new Error(`kata show has ended with ${code}`)))
    })
  }

  /** Ends it, as Ctrl-C does. */
  async end(): Promise<number | null> {
    if (this.#child.exitCode !== null) return this.#child.exitCode
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGINT')
    const [code] = await ended
    return code
  }
}
