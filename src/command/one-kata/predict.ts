import type { Kata } from '../../course/katas.ts'
import {
  type Answer,
  answerText,
  comparison,
  letter,
  misunderstood,
  type Prediction,
  parsed,
  predictionOf,
  questionText,
  spoken,
} from '../../course/prediction.ts'
import { keepPrediction, predictionKept, progressOf } from '../../course/progress.ts'
import { fitted } from '../../course/text.ts'
import { words } from '../words/words.ts'
import { askUntilUnderstood } from './ask.ts'

/** Whether a kata's question is still to be asked: not where it was answered or skipped, or is known. */
export function isToBeAsked(kata: Kata): boolean {
  return !!predictionOf(kata) && !predictionKept(kata) && !progressOf(kata).firstPassed
}

/**
 * Asks a kata's question on a terminal, and keeps the answer. Nothing is kept where the input ends.
 *
 * @throws NotKept
 */
export async function askFor(kata: Kata): Promise<void> {
  const prediction = predictionOf(kata)
  if (!prediction) return
  const answer = await ask(prediction, process.stdin, process.stdout)
  if (answer !== undefined) keepPrediction(kata, answer)
}

/** What is right, beside what the student said where they said something; undefined where there is no question. */
export function answerTo(kata: Kata): string | undefined {
  const prediction = predictionOf(kata)
  if (!prediction) return undefined
  const answer = answerKept(kata, prediction)
  return answer === undefined ? answerText(prediction) : comparison(prediction, answer)
}

/** The answer that was kept, where it is one to this question: the question may have changed since. */
function answerKept(kata: Kata, prediction: Prediction): number | string | undefined {
  const answer = predictionKept(kata)?.answer
  if ('ms' in prediction) return typeof answer === 'number' ? answer : undefined
  return prediction.choices.map((_, index) => letter(index)).find(each => each === answer)
}

// ---- kata predict --------------------------------------------------------------------------------

/** A sentence, on stdout for exit code 0, on stderr for others. */
export interface Said {
  readonly code: 0 | 1 | 2
  readonly text: string
}

/**
 * What `kata predict NN` does: takes the words after it as the answer, or asks on a terminal, or shows the
 * question. Once the kata has passed, it shows what is right.
 *
 * @throws NotKept
 */
export async function predict(kata: Kata, typed: readonly string[]): Promise<Said> {
  const prediction = predictionOf(kata)
  if (!prediction) return { code: 1, text: words.predict.noQuestion(kata) }
  if (progressOf(kata).firstPassed) return knownAlready(kata, prediction, typed)
  if (typed.length > 0) return predicted(kata, prediction, typed.join(' '))
  const head = `${words.titled(kata)}\n`
  const onTerminal = process.stdin.isTTY && process.stdout.isTTY
  if (onTerminal) {
    console.log(head)
    await askFor(kata)
  }
  const answer = answerKept(kata, prediction)
  const said = answer === undefined ? [] : [youSaid(kata, prediction, answer)]
  if (onTerminal) return { code: 0, text: ['', ...said].join('\n') }
  const { howToTime, howToChoose } = words.predict
  const how = 'ms' in prediction ? howToTime(kata) : howToChoose(kata)
  return { code: 0, text: [head, questionText(prediction), '', ...said, how, ''].join('\n') }
}

function predicted(kata: Kata, prediction: Prediction, text: string): Said {
  const answer = parsed(prediction, text)
  if (answer === undefined) return { code: 2, text: misunderstood(prediction, text) }
  keepPrediction(kata, answer)
  return { code: 0, text: youSaid(kata, prediction, answer) }
}

function youSaid(kata: Kata, prediction: Prediction, answer: number | string): string {
  return words.predict.youSaid(kata, spoken(prediction, answer))
}

function knownAlready(kata: Kata, prediction: Prediction, typed: readonly string[]): Said {
  if (typed.length > 0) return { code: 1, text: words.predict.tooLate(kata) }
  const text = [words.titled(kata), '', questionText(prediction), '', answerTo(kata), ''].join('\n')
  return { code: 0, text }
}

/**
 * Asks a question until there is an answer that can be understood.
 *
 * @param signal ends it: somebody has answered elsewhere
 * @returns the answer; null where it is skipped with Enter; undefined where the input ends, or the signal did it
 */
export async function ask(
  prediction: Prediction,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream & { readonly columns?: number },
  signal?: AbortSignal,
): Promise<Answer | undefined> {
  const width = Math.min(output.columns ?? 80, 80)
  const { enterTime, enterChoice } = words.predict
  const question = {
    text: `${questionText(prediction, width)}\n\n`,
    prompt: 'ms' in prediction ? enterTime : enterChoice,
    understood: (line: string) => (line.trim() === '' ? null : parsed(prediction, line)),
    misunderstood: (line: string) => fitted(misunderstood(prediction, line)),
  }
  return askUntilUnderstood<Answer>(question, input, output, signal)
}
