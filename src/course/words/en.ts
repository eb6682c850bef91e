/** The right answer to a kata's question. */
interface Right {
  readonly answer: string
  /** How the kata begins a sentence that ends with it; a choice has no such words. */
  readonly says: string | undefined
}

function truth({ says = 'the answer is', answer }: Right): string {
  return `${says} ${answer}`
}

/** A kata that has moved, and the one that is in its former place today. */
interface Former {
  readonly kata: { readonly number: string }
  readonly today: { readonly number: string }
}

/** What the course says to people, in English. */
export const en = {
  /** What the rows of a right solution's picture are called. */
  goal: 'the goal',

  notKept: (file: string, code: string) =>
    `Your progress can't be saved because ${file} can't be written: ${code}.`,

  former: {
    moved: (files: readonly string[], folder: string, { kata, today }: Former) =>
      `Kata ${today.number} has a new task, and what it was is kata ${kata.number} now: your ` +
      `${files.join(' and ')} ${files.length === 1 ? 'is' : 'are'} in ${folder}.`,
    notMoved: (from: string, to: string, code: string) =>
      `What is in ${from} belongs to ${to} now and can't be moved there: ${code}.`,
  },

  prediction: {
    time: (ms: number) => `${ms.toLocaleString('en', { maximumFractionDigits: 3 })} ms`,
    choice: (choice: string) => `"${choice}"`,

    notATime: (text: string) =>
      `'${text}' is not a valid time: enter ms, such as 300, or seconds, such as 0.3 s.`,
    notAChoice: (text: string, letters: readonly string[]) =>
      `'${text}' is not one of the choices: enter one of ${letters.join(', ')}.`,

    correct: (right: Right, why: string) => `Correct: ${truth(right)}. ${why}`,
    wrong: (said: string, right: Right, why: string) => `You said ${said}; ${truth(right)}. ${why}`,
    /** For those who have made no prediction. */
    answer: (right: Right, why: string) =>
      `Answer: ${right.says ? truth(right) : right.answer}. ${why}`,
  },
}
