import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { edit, GATHER, lineOf, put, useCopy } from '../../command/copy.ts'
import {
  type Browser,
  barriersOn,
  isInstalled,
  openBrowser,
  openTab,
  Shown,
  type Tab,
} from './chromium.ts'

// The page as a student meets it: in a real browser, beside a command that really runs their code.

const title = `The page in Chromium${isInstalled ? '' : ' (skipped: not installed)'}`

/** One after another, which is kata 02. */
const ONE_BY_ONE = [
  'export async function gather<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {',
  '  const results: T[] = []',
  '  for (const task of tasks) results.push(await task())',
  '  return results',
  '}',
  '',
  'export function fetchPosts(urls: readonly string[]): Promise<string[]> {',
  '  return gather(urls.map(url => async () => {',
  '    const response = await fetch(url)',
  "    return '[' + response.status + '] ' + url",
  '  }))',
  '}',
  '',
]

/** Right, and not word for word the solution. */
const ALL_TOGETHER = [
  'export function gather<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {',
  '  return new Promise((resolve, reject) => {',
  '    const results: T[] = []',
  '    let open = tasks.length',
  '    if (open === 0) resolve(results)',
  '    for (const [index, task] of tasks.entries()) {',
  '      task().then(result => {',
  '        results[index] = result',
  '        if (--open === 0) resolve(results)',
  '      }, reject)',
  '    }',
  '  })',
  '}',
  ...ONE_BY_ONE.slice(5),
]

const LATE = '04-blocking-the-loop'

describe.skipIf(!isInstalled)(title, () => {
  useCopy()
  let browser: Browser
  let tab: Tab
  let shown: Shown

  beforeAll(async () => {
    browser = await openBrowser()
    put(`solutions/${LATE}`, `solutions/${LATE}`)
    put(`test/verdicts/${LATE}/goals.json`, `test/verdicts/${LATE}/goals.json`)
  })
  afterAll(() => browser.close())

  beforeEach(async () => {
    put(`katas/${LATE}`, `katas/${LATE}`)
    put(`test/verdicts/${LATE}/skeleton`, `katas/${LATE}`)
    tab = await openTab(browser)
  })
  afterEach(async () => {
    // That the server is gone is no mistake of the page's.
    const complaints = [...tab.complaints]
    await shown.end()
    await tab.context().close()
    expect(complaints).toEqual([])
  })

  /** The page of a kata, whose question is skipped. */
  async function open(kata: string): Promise<void> {
    shown = new Shown(kata)
    await tab.goto(await shown.address)
    await tab.getByRole('button', { name: 'Skip' }).click()
    await tab.getByRole('heading', { level: 2, name: /tests pass|can't run/ }).waitFor()
  }

  const sentence = (text: RegExp | string) => tab.locator('.sentence', { hasText: text }).first()

  test('asks the question first, and takes the answer', async () => {
    shown = new Shown('03')
    await tab.goto(await shown.address)
    await tab.getByRole('heading', { name: 'Before you look: what do you think?' }).waitFor()
    expect(await tab.getByText('FAILED').count()).toBe(0)
    await tab.getByLabel('Your answer').fill('soon')
    await tab.keyboard.press('Enter')
    await tab.getByRole('alert').getByText("'soon' is not a valid time").waitFor()
    expect(await barriersOn(tab)).toEqual([])
    await tab.getByLabel('Your answer').fill('950 ms')
    await tab.keyboard.press('Enter')
    await tab.getByRole('heading', { name: /03 Gather: \d of \d tests pass/ }).waitFor()
  })

  test('follows a save: the sentence, the picture, the line of the third request', async () => {
    await open('03')
    edit(GATHER, ...ONE_BY_ONE)
    await sentence('never more than 1 running').waitFor()
    expect(await barriersOn(tab)).toEqual([])

    await tab.getByLabel('Test', { exact: true }).selectOption({
      label: 'fetchPosts has all nineteen requests in flight at once, and takes 950 ms (fails)',
    })
    await tab.locator('.timeline [data-span][tabindex="0"]').focus()
    const details = tab.locator('.details')
    for (let request = 0; request < 40; request++) {
      if ((await details.innerText()).includes('GET /posts/3:')) break
      await tab.keyboard.press('ArrowDown')
    }
    expect(await details.innerText()).toContain('GET /posts/3:')
    const line = lineOf(GATHER, 'await fetch(url)')
    await details.getByText(`${GATHER}:${line}`).waitFor()
    await details.getByText('const response = await fetch(url)').waitFor()
  })

  test('compares a run with the one before, and with that of another kata', async () => {
    await open('03')
    edit(GATHER, ...ONE_BY_ONE)
    await sentence('never more than 1 running').waitFor()
    edit(GATHER, ...ALL_TOGETHER)
    await tab.getByRole('heading', { name: '03 Gather: 8 of 8 tests pass' }).waitFor()
    expect(await barriersOn(tab)).toEqual([])
    const beside = tab.getByLabel('Beside it')
    const before = beside.locator('option', { hasText: /: \d of 8 tests/ }).last()
    await beside.selectOption(await before.getAttribute('value'))
    expect(await tab.locator('.timeline').innerText()).toMatch(/tests/)
    await tab.getByRole('heading', { name: 'From your code to the solution' }).waitFor()
  })

  test('shows beats that came late', async () => {
    put(`test/verdicts/${LATE}/wrong/turn-between-posts.ts`, `katas/${LATE}/watch.ts`)
    await open('04')
    await sentence(/blocked/).waitFor()
    await tab.locator('.timeline .late').first().waitFor()
    expect(await barriersOn(tab)).toEqual([])
  })

  test('gives a hint at a time, and goes to another kata', async () => {
    await open('03')
    await tab.getByRole('button', { name: 'Show a hint' }).click()
    await tab.locator('.hints li').waitFor()
    await tab.getByRole('button', { name: 'Show the next hint' }).click()
    await tab.locator('.hints li').nth(1).waitFor()
    await tab.getByRole('button', { name: /^02 One after another/ }).click()
    await tab.getByRole('button', { name: 'Skip' }).click()
    await tab.getByRole('heading', { name: /^02 One after another: \d of/ }).waitFor()
  })

  test('exports a picture, a page of its own, and a trace', async () => {
    await open('03')
    edit(GATHER, ...ONE_BY_ONE)
    await sentence('never more than 1 running').waitFor()
    const save = async (name: string) => {
      const [download] = await Promise.all([
        tab.waitForEvent('download'),
        tab.getByRole('button', { name }).click(),
      ])
      return readFileSync(await download.path(), 'utf8')
    }
    expect(await save('Picture (SVG)')).toMatch(/^<(\?xml|svg)/)
    const { traceEvents } = JSON.parse(await save('Trace (JSON)'))
    expect(traceEvents.length).toBeGreaterThan(5)

    // The page opens without any server.
    const file = await save('Page (HTML)')
    await shown.end()
    const other = await openTab(browser)
    await other.setContent(file)
    await other.locator('.timeline [data-span]').first().waitFor()
    expect(other.complaints).toEqual([])
    expect(await barriersOn(other)).toEqual([])
    await other.context().close()
    // That the server is gone is no mistake of the page's.
    tab.complaints = []
  })

  test('is there again after a reload, and says so when the command has ended', async () => {
    await open('03')
    await tab.reload()
    await tab.getByRole('heading', { name: /03 Gather: \d of \d tests pass/ }).waitFor()
    expect(await shown.end()).toBe(0)
    await tab.getByRole('status').getByText('The command has ended').waitFor()
    expect(await barriersOn(tab)).toEqual([])
    tab.complaints = []
  })

  test('shows what a program printed as text, whatever that is', async () => {
    await open('03')
    const [head = '', ...rest] = ONE_BY_ONE
    edit(GATHER, head, '  console.log("<img src=x onerror=alert(1)>")', ...rest)
    await tab.getByText('<img src=x onerror=alert(1)>').waitFor()
    expect(await tab.locator('img').count()).toBe(0)
  })

  test('is two pages at once, each of which follows', async () => {
    await open('03')
    const other = await openTab(browser)
    await other.goto(await shown.address)
    edit(GATHER, ...ONE_BY_ONE)
    for (const each of [tab, other]) {
      await each.locator('.sentence', { hasText: 'never more than 1 running' }).first().waitFor()
    }
    await other.context().close()
  })

  test('shows a program of somebody’s own', async () => {
    edit(
      'program.ts',
      "import { setTimeout } from 'node:timers/promises'",
      'export default async () => {',
      '  await Promise.all([setTimeout(30), setTimeout(50)])',
      "  return 'done'",
      '}',
    )
    shown = new Shown('program.ts')
    await tab.goto(await shown.address)
    await tab.getByRole('heading', { name: 'program.ts: returned after 50 ms' }).waitFor()
    await tab.getByText("'done'").waitFor()
    expect(await barriersOn(tab)).toEqual([])
  })

  test.each([
    ['light', 380],
    ['dark', 380],
    ['light', 1900],
    ['dark', 1900],
  ] as const)(
    'has no barrier in %s at %d pixels, and nothing is cut off',
    async (colorScheme, width) => {
      await tab.context().close()
      tab = await openTab(browser, { colorScheme, viewport: { width, height: 900 } })
      await open('03')
      edit(GATHER, ...ONE_BY_ONE)
      await sentence('never more than 1 running').waitFor()
      expect(await barriersOn(tab)).toEqual([])
      const wide = await tab.evaluate('document.documentElement.scrollWidth')
      expect(wide).toBeLessThanOrEqual(width)
    },
  )
})
