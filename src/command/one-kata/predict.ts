import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Kata } from '../../course/katas.ts'
import {
  type KeptPrediction,
  keepPrediction,
  predictionKept,
  progressOf,
} from '../../course/store.ts'
import { fitted } from '../../course/text.ts'

// Each kata asks one question before its first run. Question and answer are in its prediction.json; the
// question stands in its README, too, word for word, and test/course/predictions.test.ts holds both to the truth.

/** A question that is answered with a time, or with one of some choices. */
export type Prediction = TimePrediction | ChoicePrediction

interface Question {
  /** A part of the README's section Predict. */
  readonly question: string
  /** A sentence on why it is so. */
  readonly why: string
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

// ---- for the screen ------------------------------------------------------------------------------

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

/** What the student said of a kata, and what is right; undefined where they said nothing. */
export function comparisonOf(kata: Kata): string | undefined {
  const prediction = predictionOf(kata)
  const answer = prediction && answerKept(kata, prediction)
  return prediction && answer !== undefined ? comparison(prediction, answer) : undefined
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
export async function predict(kata: Kata, words: readonly string[]): Promise<Said> {
  const { number, title } = kata
  const prediction = predictionOf(kata)
  if (!prediction) return { code: 1, text: `Kata ${number} has no question to predict.` }
  if (progressOf(kata).firstPassed) return knownAlready(kata, prediction, words)
  if (words.length > 0) return predicted(kata, prediction, words.join(' '))
  const head = `${number} ${title}\n`
  const onTerminal = process.stdin.isTTY && process.stdout.isTTY
  if (onTerminal) {
    console.log(head)
    await askFor(kata)
  }
  const answer = answerKept(kata, prediction)
  const said = answer === undefined ? [] : [youSaid(kata, prediction, answer)]
  if (onTerminal) return { code: 0, text: ['', ...said].join('\n') }
  const how = `To answer: npx kata predict ${number} ${'ms' in prediction ? '300 ms' : 'b'}\n`
  return { code: 0, text: [head, questionText(prediction), '', ...said, how].join('\n') }
}

function predicted(kata: Kata, prediction: Prediction, text: string): Said {
  const answer = parsed(prediction, text)
  if (answer === undefined) return { code: 2, text: misunderstood(prediction, text) }
  keepPrediction(kata, answer)
  return { code: 0, text: youSaid(kata, prediction, answer) }
}

function youSaid({ number }: Kata, prediction: Prediction, answer: number | string): string {
  return `You said ${spoken(prediction, answer)}. Now find out: npx kata run ${number}`
}

function knownAlready(kata: Kata, prediction: Prediction, words: readonly string[]): Said {
  const { number, title } = kata
  if (words.length > 0) {
    return { code: 1, text: `Kata ${number} has passed, so there is nothing left to predict.` }
  }
  const answer = comparisonOf(kata) ?? fitted(`What is so: ${truth(prediction)}. ${prediction.why}`)
  return {
    code: 0,
    text: [`${number} ${title}`, '', questionText(prediction), '', answer, ''].join('\n'),
  }
}

// ---- questions and answers -----------------------------------------------------------------------

/** The question with its choices, no wider than 80 columns. */
export function questionText(prediction: Prediction): string {
  const question = fitted(prediction.question)
  if ('ms' in prediction) return question
  const choices = prediction.choices.map((choice, index) => `  ${letter(index)}  ${choice}`)
  return [question, '', ...choices].join('\n')
}

/**
 * Asks until there is an answer that can be understood.
 *
 * @returns the answer; null where it is skipped with Enter; undefined where the input ends
 */
export async function ask(
  prediction: Prediction,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<Answer | undefined> {
  // However this is left, the input is let go: a terminal would keep the command alive.
  using lines = createInterface({ input, output })
  lines.setPrompt(`${'ms' in prediction ? 'In ms' : 'Your choice'} (Enter skips): `)
  output.write(`${questionText(prediction)}\n\n`)
  lines.prompt()
  let isOpen = true
  lines.once('close', () => {
    isOpen = false
  })
  for await (const line of lines) {
    if (line.trim() === '') return null
    const answer = parsed(prediction, line)
    if (answer !== undefined) return answer
    output.write(`${fitted(misunderstood(prediction, line))}\n`)
    // Lines may be left when the input has ended.
    if (isOpen) lines.prompt()
  }
  return undefined
}

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
  const plain = (words: string) => words.trim().toLowerCase().replace(/\.$/, '')
  const said = plain(text)
  const letters = choices.map((_, index) => letter(index))
  const own = choices.findIndex(choice => plain(choice) === said)
  return letters[own] ?? letters.find(each => new RegExp(`^\\(?${each}\\)?$`).test(said))
}

function misunderstood(prediction: Prediction, text: string): string {
  if ('ms' in prediction)
    return `'${text.trim()}' is no time: say it in ms, such as 300, or as 0.3 s.`
  const letters = prediction.choices.map((_, index) => letter(index))
  return `'${text.trim()}' is no choice: say one of ${letters.join(', ')}.`
}

/** `You said 950 ms; it takes 1,710 ms.` and why, no wider than 80 columns. */
export function comparison(prediction: Prediction, answer: number | string): string {
  const right = 'ms' in prediction ? prediction.ms : prediction.right
  const rest = answer === right ? ', and so it is' : `; ${truth(prediction)}`
  return fitted(`You said ${spoken(prediction, answer)}${rest}. ${prediction.why}`)
}

/** `it takes 1,710 ms`, `right is "never"`. */
function truth(prediction: Prediction): string {
  return 'ms' in prediction
    ? `${prediction.says} ${spoken(prediction, prediction.ms)}`
    : `right is ${spoken(prediction, prediction.right)}`
}

/** An answer in words: `1,710 ms`, or a choice in quotation marks. */
function spoken(prediction: Prediction, answer: number | string): string {
  if ('ms' in prediction) return `${answer.toLocaleString('en', { maximumFractionDigits: 3 })} ms`
  const index = prediction.choices.findIndex((_, at) => letter(at) === answer)
  return `"${prediction.choices[index]}"`
}

function letter(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + index)
}
