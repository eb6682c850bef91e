import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Kata, ROOT } from '../../course/katas.ts'
import { misunderstood, parsed, predictionOf } from '../../course/prediction.ts'
import { keepPrediction } from '../../course/progress.ts'
import type { Content } from '../../page/server/serve.ts'
import type { Action, Shown, Step } from '../../page/shown.ts'
import { giveHint } from '../one-kata/hint.ts'
import { mistakesIn, typeLines } from '../screen/types.ts'
import type { Event, State } from '../session/state.ts'
import { isComplete } from '../testing/results.ts'
import { words } from '../words/words.ts'
import { earlierOf, subjectOf } from './subject.ts'

/** What has happened on the page, for the session. */
type Take = (event: Event) => void

/** The session on a page: what it shows, and what can be asked for there. */
export function contentOf(state: () => State, take: Take): Content {
  return {
    shown: () => shownOf(state()),
    others: () => state().katas.flatMap(kata => earlierOf(kata).slice(0, 1)),
    act: async action => act(action, state(), take),
  }
}

/** All that a page shows of a state. */
export function shownOf(state: State): Shown {
  const { shown, running, mistakes } = state
  const kata = kataOf(state)
  const early = shown.what === 'early' ? shown.early : undefined
  return {
    path: state.katas.map(each => stepOf(each, state)),
    subject: subjectOf(kata, state.known.get(kata)?.result, early),
    types: typeLines(mistakesIn(kata, mistakes), TYPE_COLUMNS, MOST_TYPE_LINES),
    isRunning: running.size > 0,
  }
}

const TYPE_COLUMNS = 100
const MOST_TYPE_LINES = 30

/** Where all katas are solved, the last one. */
function kataOf({ kata, katas }: State): Kata {
  return kata ?? (katas.at(-1) as Kata)
}

function stepOf(kata: Kata, state: State): Step {
  const result = state.known.get(kata)?.result
  const solved = result && (isComplete(result) ? 'complete' : result.passes ? 'solved' : 'failing')
  const { number, title } = kata
  return { number, title, state: solved ?? 'unknown', isCurrent: kata === kataOf(state) }
}

/** Does it; answers with a sentence where that was not possible. */
function act(action: Action, state: State, take: Take): string | undefined {
  const kata = kataOf(state)
  switch (action.do) {
    case 'go': {
      const wanted = state.katas.find(({ number }) => number === action.kata)
      if (!wanted) return words.showing.noSuchKata(action.kata)
      take({ type: 'chosen', kata: wanted })
      return undefined
    }
    case 'run':
      take({ type: 'saved', katas: [kata], files: [] })
      return undefined
    case 'hint':
      giveHint(kata, state.known.get(kata)?.result)
      take({ type: 'redraw' })
      return undefined
    case 'predict':
      return predict(kata, action.answer, take)
    case 'edit':
      return edit(action.place, take)
  }
}

function predict(kata: Kata, typed: string, take: Take): string | undefined {
  const prediction = predictionOf(kata)
  if (!prediction) return undefined
  const answer = typed.trim() === '' ? null : parsed(prediction, typed)
  if (answer === undefined) return misunderstood(prediction, typed)
  keepPrediction(kata, answer)
  take({ type: 'answered', kata })
  return undefined
}

/** What belongs to this project, and is read there. */
const READ = /^(katas|solutions|docs)\//

function edit(place: string, take: Take): string | undefined {
  const file = place.replace(/:\d+$/, '')
  const isOwn = path.posix.normalize(file) === file && READ.test(file)
  if (!isOwn || !existsSync(path.join(ROOT, file))) return words.showing.noSuchFile(file)
  take({ type: 'pointed', place })
  return undefined
}
