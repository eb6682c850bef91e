import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Kata } from './katas.ts'
import type { KeptPrediction } from './progress.ts'
import { fitted } from './text.ts'
import { words } from './words/words.ts'

// Each kata asks one question before its first run. Question and answer are in its prediction.json; the
// question stands in its README, too, word for word, and test/course/predictions.test.ts holds both to the truth.

/** A question that is answered with a time, or with one of some choices. */
export type Prediction = TimePrediction | ChoicePrediction

interface Question {
  /** A part of the README's section Predict. */
  readonly question: string
  /** A sentence on why it is so. */
  readonly why: string
  /** What to remember of the kata, in a sentence or two: shown once it is solved. */
  readonly takeHome: string
}

export interface TimePrediction extends Question {
  /** The right answer. */
  readonly ms: number
  /** How a sentence begins that ends with that time: `it takes`. */
  readonly says: string
}

export interface ChoicePrediction extends Question {
  readonly choices: readonly string[]
  /** The letter of the right one: `b`. */
  readonly right: string
}

/** What somebody answers: ms, or a choice's letter; null where they skip the question. */
export type Answer = KeptPrediction['answer']

/** A kata's question; undefined where its file is not there, or damaged. */
export function predictionOf({ folder }: Pick<Kata, 'folder'>): Prediction | undefined {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'prediction.json'), 'utf8')) as Prediction
  } catch {
    return undefined
  }
}

/** What to remember of a kata; undefined where its file is not there, or damaged. */
export function takeHomeOf(kata: Pick<Kata, 'folder'>): string | undefined {
  return predictionOf(kata)?.takeHome
}

/** The question with its choices, no wider than 80 columns, or than a narrower terminal. */
export function questionText(prediction: Prediction, width = WIDTH): string {
  const question = fitted(prediction.question, width)
  if ('ms' in prediction) return question
  const choices = prediction.choices.map((choice, index) => {
    const lines = fitted(choice, width - BEFORE_CHOICE).split('\n')
    return `  ${letter(index)}  ${lines.join(`\n${' '.repeat(BEFORE_CHOICE)}`)}`
  })
  return [question, '', ...choices].join('\n')
}

const WIDTH = 80
/** `  a  ` */
const BEFORE_CHOICE = 5

/** An answer as people write it; undefined where it can't be understood. */
export function parsed(prediction: Prediction, text: string): number | string | undefined {
  return 'ms' in prediction ? msIn(text) : choiceIn(prediction, text)
}

/** `1710`, `1,710 ms`, `1.71 s`, `about 2 seconds`: in ms. */
function msIn(text: string): number | undefined {
  const match = /^(?:about|around|ca\.?|~|≈)?\s*(\d[\d.,_' ]*?)\s*([a-z]*)\.?$/i.exec(text.trim())
  const [, digits = '', unit = ''] = match ?? []
  if (/^s(ec(ond)?s?)?$/i.test(unit)) return within(1000 * decimal(digits))
  if (!/^(ms|msecs?|milli(second)?s?)?$/i.test(unit)) return undefined
  // Nobody predicts thousandths of a ms: what is followed by three digits groups them.
  return within(decimal(digits.replaceAll(/[.,_' ](?=\d{3}(?!\d))/g, '')))
}

/** A number whose decimals come after a point or a comma; NaN where it is none. */
function decimal(digits: string): number {
  return /^\d+([.,]\d*)?$/.test(digits) ? Number(digits.replace(',', '.')) : Number.NaN
}

/** A time to three decimals, which is as exact as the clock's; undefined where it is none. */
function within(ms: number): number | undefined {
  return ms <= Number.MAX_SAFE_INTEGER / 1000 ? Math.round(1000 * ms) / 1000 : undefined
}

/** `b`, `B)`, `(b)`, or the choice's own words. */
function choiceIn({ choices }: ChoicePrediction, text: string): string | undefined {
  const plain = (own: string) => own.trim().toLowerCase().replace(/\.$/, '')
  const said = plain(text)
  const letters = choices.map((_, index) => letter(index))
  const own = choices.findIndex(choice => plain(choice) === said)
  return letters[own] ?? letters.find(each => new RegExp(`^\\(?${each}\\)?$`).test(said))
}

export function misunderstood(prediction: Prediction, text: string): string {
  if ('ms' in prediction) return words.prediction.notATime(text.trim())
  const letters = prediction.choices.map((_, index) => letter(index))
  return words.prediction.notAChoice(text.trim(), letters)
}

/** Whether an answer is right, what is, and why, no wider than 80 columns. */
export function comparison(prediction: Prediction, answer: number | string): string {
  const { correct, wrong } = words.prediction
  const right = 'ms' in prediction ? prediction.ms : prediction.right
  const facts = [rightOf(prediction), prediction.why] as const
  return fitted(answer === right ? correct(...facts) : wrong(spoken(prediction, answer), ...facts))
}

/** What is right, and why, no wider than 80 columns. */
export function answerText(prediction: Prediction): string {
  return fitted(words.prediction.answer(rightOf(prediction), prediction.why))
}

function rightOf(prediction: Prediction) {
  return 'ms' in prediction
    ? { says: prediction.says, answer: spoken(prediction, prediction.ms) }
    : { says: undefined, answer: spoken(prediction, prediction.right) }
}

/** An answer as it is told: `1,710 ms`, or a choice in quotation marks. */
export function spoken(prediction: Prediction, answer: number | string): string {
  if ('ms' in prediction) return words.prediction.time(Number(answer))
  const index = prediction.choices.findIndex((_, at) => letter(at) === answer)
  return words.prediction.choice(`${prediction.choices[index]}`)
}

export function letter(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + index)
}
