import { readFileSync } from 'node:fs'
import type { Content } from '../../page/server/serve.ts'
import type { Action, Failing, Subject } from '../../page/shown.ts'
import { openInEditor } from '../session/editor.ts'
import { headOf, nameOf } from '../trying/page.ts'
import { Trials } from '../trying/trials.ts'
import { isFine, type Ran, type Tried } from '../trying/tried.ts'
import { words } from '../words/words.ts'
import { FollowedPage } from './followed-page.ts'

/** Shows a program's run in the browser, and again on every save, until the command is ended. */
export async function showProgram(
  file: string,
  host: string | undefined,
  tell: (address: string) => void,
): Promise<void> {
  const page: FollowedPage = new FollowedPage(async () => programContent(file, () => trials), host)
  const trials = new Trials(file, () => page.update())
  tell(await page.open())
  await new Promise<void>(resolve => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  trials.close()
  await page.close()
}

/** A program on a page: what it shows, and what can be asked for there. */
export function programContent(file: string, trials: () => Trials): Content {
  return {
    shown: () => ({
      path: [],
      subject: subjectOf(file, trials().latest),
      types: [],
      isRunning: trials().isRunning,
    }),
    others: () => [],
    act: async action => act(file, action, trials()),
  }
}

async function act(file: string, action: Action, trials: Trials): Promise<string | undefined> {
  if (action.do === 'run') trials.run()
  if (action.do !== 'edit') return undefined
  const [, line = ''] = /:(\d+)$/.exec(action.place) ?? []
  // Whatever the page says: the one file that it shows, and no other.
  const isOpen = await openInEditor(`${file}${line === '' ? '' : `:${line}`}`)
  return isOpen ? undefined : words.session.noEditor(nameOf(file))
}

function subjectOf(file: string, tried: Tried | undefined): Subject {
  const name = nameOf(file)
  const ran = tried?.what.kind === 'ran' ? tried.what : undefined
  return {
    title: name,
    kata: undefined,
    head: headFor(name, tried),
    state: !tried ? 'running' : isFine(tried) ? 'passes' : 'fails',
    failure: ran && failingOf(ran),
    finer: undefined,
    praise:
      ran?.returned === undefined ? [] : [`${words.trying.result}\n${ran.returned.slice(0, MOST)}`],
    runs: ran?.picture
      ? [{ test: name, passes: isFine(tried as Tried), yours: ran.picture, goal: undefined }]
      : [],
    sources: { [name]: textOf(file) },
    output: tried?.printed ?? '',
    lesson: '',
    question: undefined,
    hints: undefined,
    solution: [],
    earlier: [],
  }
}

/** More of a result nobody reads, in letters. */
const MOST = 5_000

function headFor(name: string, tried: Tried | undefined): string {
  if (!tried) return words.trying.running(name)
  const { what } = tried
  return what.kind === 'ran'
    ? headOf(name, what)
    : words.trying.faults[what.fault](name, what.detail)
}

/** What is wrong with it; nothing where nothing is. */
function failingOf({ sentences, about, error, steps, place }: Ran): Failing | undefined {
  if (sentences.length === 0 && error === undefined) return undefined
  return {
    test: undefined,
    sentences: sentences.map((text, index) => ({ text, about: about[index] ?? [] })),
    own: error === undefined ? '' : words.trying.error(error),
    diff: '',
    steps,
    place,
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
