import type { Kata } from '../../course/katas.ts'
import { listOf, nothingLeft } from '../screen/screen.ts'
import { bold } from '../screen/style.ts'
import { mistakesIn } from '../screen/types.ts'
import { words } from '../words/words.ts'
import { allKeys } from './keys.ts'
import { earlyPage, finerPage, type Page, pageOf, resultPage } from './pages.ts'
import { following, type Known, resultsOf, type State } from './state.ts'

/** What is to be seen of a state, at any size. */
export function viewOf(state: State): Page {
  const { shown, kata } = state
  switch (shown.what) {
    case 'early':
      return earlyPage(shown.early, stateOf(state))
    case 'text':
      return pageOf(shown.text, words.session.toGoBack)
    case 'list':
      return pageOf(listPage(state, shown.cursor), words.session.toChoose)
    case 'number':
      return pageOf(words.session.number(shown.typed), words.session.toGoBack)
    case 'keys':
      return pageOf(allKeys(), words.session.toGoBack)
    case 'result':
      return kata ? kataPage(state, kata) : pageOf(nothingLeft(state.leftOut))
  }
}

function kataPage(state: State, kata: Kata): Page {
  const known = state.known.get(kata)
  if (!known) return pageOf(words.session.runningKata(kata), stateOf(state))
  const about = {
    known,
    next: following(state, kata),
    howFar: howFar(state),
    status: stateOf(state, known),
    mistakes: mistakesIn(kata, state.mistakes),
  }
  return state.atFiner && known.result.passes ? finerPage(about) : resultPage(about)
}

function listPage(state: State, cursor: number): string {
  const results = resultsOf(state)
  const isKnown = results.length === state.katas.length
  return isKnown ? listOf(results, state.leftOut, cursor) : titlesOf(state, cursor)
}

/** The katas whose results are still to come, too. */
function titlesOf({ katas, known }: State, cursor: number): string {
  const lines = katas.map((kata, index) => {
    const { row } = words.screen
    const result = known.get(kata)?.result
    const line = `${index === cursor ? '>' : ' '} ${words.titled(kata)}${result ? `  ${row(result)}` : ''}`
    return index === cursor ? bold(line) : line
  })
  return [words.session.running(katas.length), '', ...lines].join('\n')
}

function howFar(state: State): string {
  const results = resultsOf(state)
  const passed = results.filter(({ passes }) => passes).length
  return words.session.passing({ passed, total: state.katas.length })
}

/** When the tests ran and how long, or what runs now. */
function stateOf({ running, watches }: State, known?: Known): string {
  const { stillRunning, ranAt, sameSince, blind } = words.session
  if (running.size > 0) return stillRunning(running.size)
  if (!known) return ''
  const { at, ms, since } = known
  const when = ranAt(timeOf(at), ms)
  const told = since < at ? `${when}, ${sameSince(timeOf(since))}` : when
  return watches ? told : `${told}. ${blind}`
}

function timeOf(at: Date): string {
  return at.toLocaleTimeString('en-GB')
}
