import { comparisonOf } from '../one-kata/predict.ts'
import { failureOf } from '../screen/screen.ts'
import { chosen, firstOpen } from './choice.ts'
import { type Command, say } from './command.ts'

/** The exit code is 1 while a test fails. Once all pass, it is told how good the prediction was. */
export const run: Command = {
  takesKata: true,
  options: ['deep', 'plain'],
  perform: async call => {
    const result = await firstOpen(call.named ? [call.named] : chosen(call))
    say(failureOf(result, call.given.plain))
    const comparison = result.passes ? comparisonOf(result.kata) : undefined
    if (comparison) say(`${comparison}\n`)
    return result.passes ? 0 : 1
  },
}
