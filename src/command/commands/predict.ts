import { predict as predictFor } from '../one-kata/predict.ts'
import { theOne } from './choice.ts'
import { type Command, refuse, say } from './command.ts'

export const predict: Command = {
  takesKata: true,
  mostWords: Number.POSITIVE_INFINITY,
  perform: async call => {
    const { code, text } = await predictFor(theOne(call, 'predict'), call.words)
    return code === 0 ? say(text) : refuse(text, code)
  },
}
