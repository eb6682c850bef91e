import { answerTo } from '../one-kata/predict.ts'
import { failureOf } from '../screen/screen.ts'
import { isComplete, type Result } from '../testing/results.ts'
import { chosen, firstOpen } from './choice.ts'
import { type Command, say } from './command.ts'

/**
 * The exit code is 1 while a test fails: of the idea, or with `--finer` of the finer points, too. Once the idea passes,
 * the question of the kata is answered.
 */
export const run: Command = {
  takesKata: true,
  options: ['deep', 'plain', 'finer'],
  perform: async call => {
    const { plain, finer } = call.given
    const isDone = (result: Result) => (finer ? isComplete(result) : result.passes)
    const result = await firstOpen(call.named ? [call.named] : chosen(call), isDone)
    say(failureOf(result, { plain, finer }))
    const answer = result.passes ? answerTo(result.kata) : undefined
    if (answer) say(`${answer}\n`)
    return isDone(result) ? 0 : 1
  },
}
