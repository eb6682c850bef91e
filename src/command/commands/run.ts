import { comparisonOf } from '../one-kata/predict.ts'
import { failureOf } from '../screen/screen.ts'
import { isComplete, type Result } from '../testing/results.ts'
import { chosen, firstOpen } from './choice.ts'
import { type Command, say } from './command.ts'

/**
 * The exit code is 1 while a test fails: of the idea, or with `--finer` of the finer points, too. Once the idea passes,
 * it is told how good the prediction was.
 */
export const run: Command = {
  takesKata: true,
  options: ['deep', 'plain', 'finer'],
  perform: async call => {
    const { plain, finer } = call.given
    const isDone = (result: Result) => (finer ? isComplete(result) : result.passes)
    const result = await firstOpen(call.named ? [call.named] : chosen(call), isDone)
    say(failureOf(result, { plain, finer }))
    const comparison = result.passes ? comparisonOf(result.kata) : undefined
    if (comparison) say(`${comparison}\n`)
    return isDone(result) ? 0 : 1
  },
}
