import { chromeTrace } from '#lab/drawing'
import { goalOf } from '../../course/goals.ts'
import { words as courseWords } from '../../course/words/words.ts'
import { words } from '../words/words.ts'
import { runAll, theOne } from './choice.ts'
import { type Command, refuse, say } from './command.ts'

/** A kata's run and its goal as a file that ui.perfetto.dev opens: the run of the test that fails, or the longest. */
export const trace: Command = {
  takesKata: true,
  perform: async call => {
    const kata = theOne(call, 'trace')
    const [result] = await runAll([kata])
    const failed = result?.failure?.drawn && ([result.failure.test, result.failure.drawn] as const)
    const longest = [...(result?.drawn ?? [])].sort(
      ([, one], [, other]) => other.picture.elapsed - one.picture.elapsed,
    )
    const [test = '', drawn] = failed ?? longest[0] ?? []
    if (!drawn) return refuse(words.showing.nothingDrawn(kata), 1)
    const goal = goalOf(kata, test, drawn)
    const runs = new Map([[words.screen.yours, drawn.picture]])
    if (goal) runs.set(courseWords.goal, goal)
    return say(JSON.stringify(chromeTrace(runs)))
  },
}
