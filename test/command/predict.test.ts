import { existsSync, rmSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { ask } from '../../src/command/one-kata/predict.ts'
import { comparison, type Prediction, parsed } from '../../src/course/prediction.ts'
import {
  contents,
  edit,
  KATAS,
  kata,
  ONE_SENTENCE,
  pass,
  pathOf,
  read,
  run,
  tooWide,
  useCopy,
  words,
} from './copy.ts'

// Predictions: how answers are understood, asked for, kept and compared. What is asked:
// predictions.test.ts.

useCopy()

const KEPT = '.kata/progress/03-gather/prediction.json'

const time: Prediction = {
  question: 'How long do they take?',
  ms: 1710,
  says: 'they take',
  why: 'No place stays empty.',
  takeHome: 'Let the end of one start the next.',
}
const choice: Prediction = {
  question: 'How often does it beat?',
  choices: ['every 40 ms', 'once', 'never'],
  right: 'c',
  why: 'The loop gets no turn.',
  takeHome: 'One call stops them all.',
}
const figures: Prediction = { ...choice, choices: ['1', '2', '3'], right: 'b' }

describe('an answer in ms', () => {
  test.each([
    ['1710', 1710],
    ['1710 ms', 1710],
    ['1710ms', 1710],
    ['1,710 ms', 1710],
    ['1.710', 1710],
    ["1'710 ms", 1710],
    ['1 710', 1710],
    ['1_234_567', 1_234_567],
    ['1.71 s', 1710],
    ['1,71 s', 1710],
    ['1,710 s', 1710],
    ['1.71 seconds', 1710],
    ['2 sec.', 2000],
    ['2s', 2000],
    ['about 950 ms', 950],
    ['~950', 950],
    ['  950 Milliseconds ', 950],
    ['0', 0],
    ['0.5 ms', 0.5],
    ['12,5', 12.5],
  ])('%j is %d', (said, ms) => {
    expect(parsed(time, said)).toBe(ms)
  })

  test.each([
    'soon',
    '',
    '-5',
    '1.2.3 s',
    '1,71,5',
    '5 minutes',
    '950 ms or so',
    '1e3',
    'ms',
    '9'.repeat(400),
  ])('%j is none', said => {
    expect(parsed(time, said)).toBeUndefined()
  })
})

describe('an answer to a choice', () => {
  test.each([
    ['b', 'b'],
    [' B ', 'b'],
    ['b)', 'b'],
    ['(b)', 'b'],
    ['b.', 'b'],
    ['Once', 'b'],
    ['every 40 ms', 'a'],
  ])('%j is %s', (said, letter) => {
    expect(parsed(choice, said)).toBe(letter)
  })

  test('may be the words of the choice also where those are figures', () => {
    expect(parsed(figures, '1')).toBe('a')
    expect(parsed(figures, '3')).toBe('c')
  })

  test.each(['d', '', '2', 'ab', 'on'])('%j is none', said => {
    expect(parsed(choice, said)).toBeUndefined()
  })
})

describe('the comparison', () => {
  test.each([
    [time, 950, 'You said 950 ms; they take 1,710 ms. No place stays empty.'],
    [time, 1710, 'Correct: they take 1,710 ms. No place stays empty.'],
    [choice, 'b', 'You said "once"; the answer is "never". The loop gets no turn.'],
    [choice, 'c', 'Correct: the answer is "never". The loop gets no turn.'],
  ])('says whether it was right, what is, and why: %#', (prediction, answer, sentence) => {
    expect(comparison(prediction, answer)).toBe(sentence)
  })

  test('is no wider than 80 columns', () => {
    const why = `It is ${'rather '.repeat(20)}so.`
    expect(tooWide(comparison({ ...time, why }, 1))).toEqual([])
  })
})

describe('a question on a terminal', () => {
  /** What is answered to a question, and what is shown, when somebody types some lines. */
  async function asked(prediction: Prediction, ...lines: string[]) {
    const [input, output] = [new PassThrough(), new PassThrough()]
    input.end(lines.map(line => `${line}\n`).join(''))
    const answer = await ask(prediction, input, output)
    output.end()
    return { answer, shown: await text(output) }
  }

  test('shows the question and takes the answer', async () => {
    const { answer, shown } = await asked(time, '950 ms', '1710')
    expect(answer).toBe(950)
    expect(shown).toBe('How long do they take?\n\nYour answer in ms, or Enter to skip: ')
  })

  test('shows the choices, each with its letter', async () => {
    const { answer, shown } = await asked(choice, 'b')
    expect(answer).toBe('b')
    expect(shown).toBe(
      'How often does it beat?\n\n  a  every 40 ms\n  b  once\n  c  never\n\n' +
        'Your choice, or Enter to skip: ',
    )
  })

  test('is asked again where the answer is not understood, and says how to answer', async () => {
    const { answer, shown } = await asked(time, 'soon', 'later', '1.71 s')
    expect(answer).toBe(1710)
    expect(shown).toContain(
      "'later' is not a valid time: enter ms, such as 300, or seconds, such as 0.3 s.\n",
    )
    expect(shown).toContain("'soon' is not a valid time")
  })

  test('lets the input go once it is answered, so that the command can end', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()]
    input.write('950\n')
    expect(await ask(time, input, output)).toBe(950)
    expect(input.isPaused()).toBe(true)
  })

  test('is skipped with Enter', async () => {
    expect((await asked(time, '', '950')).answer).toBeNull()
  })

  test('has no answer where the input ends', async () => {
    expect((await asked(time)).answer).toBeUndefined()
    expect((await asked(time, 'soon')).answer).toBeUndefined()
  })
})

describe('kata predict', () => {
  test('shows the question, and how to answer, without a terminal', async () => {
    const { code, stdout, stderr } = await kata('predict', '3')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^03 Gather\n\n/)
    expect(words(stdout)).toContain('How long do they take together?')
    expect(stdout).toContain('\nTo answer: npx kata predict 03 300 ms\n')
    expect(stdout).not.toContain('You said')
    expect(tooWide(stdout)).toEqual([])
    expect(existsSync(pathOf('.kata'))).toBe(false)
  })

  test('takes the words after the kata as the answer, keeps it, and tells nothing yet', async () => {
    const { code, stdout } = await kata('predict', '03', '1.71', 's')
    expect(code).toBe(0)
    expect(stdout).toBe('You said 1,710 ms. To check it: npx kata run 03\n')
    expect(JSON.parse(read(KEPT)).answer).toBe(1710)
    expect((await kata('predict', '03')).stdout).toContain('\nYou said 1,710 ms. To check it')
  })

  test('takes another answer in place of the first', async () => {
    await kata('predict', '03', '1710')
    await kata('predict', '03', '2,000 ms')
    expect(JSON.parse(read(KEPT)).answer).toBe(2000)
  })

  test('is one sentence and exit code 2 where the answer is not understood', async () => {
    const before = contents()
    const { code, stdout, stderr } = await kata('predict', '03', 'soon')
    expect(stderr).toBe(
      "'soon' is not a valid time: enter ms, such as 300, or seconds, such as 0.3 s.\n",
    )
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(contents()).toEqual(before)
  })

  test('shows what is right once the kata has passed, and takes no answer any more', async () => {
    pass(KATAS[1])
    await kata('run', '03')
    const { code, stdout } = await kata('predict', '03')
    expect(code).toBe(0)
    expect(words(stdout)).toContain('Answer: they take 950 ms. While ')
    const late = await kata('predict', '03', '950')
    expect(late.stderr).toMatch(ONE_SENTENCE)
    expect(late.stderr).toContain('Kata 03 has already passed')
    expect(late.code).toBe(1)
    expect(existsSync(pathOf(KEPT))).toBe(false)
  })

  test('is one sentence and exit code 2 without a kata', async () => {
    const { code, stderr } = await kata('predict')
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "'kata predict' needs a kata: specify one of 02, 03.\n",
    })
  })

  test('is one sentence and exit code 1 where the question is gone', async () => {
    edit('katas/03-gather/prediction.json', '{"question":')
    const { code, stderr } = await kata('predict', '03')
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'Kata 03 has no question to answer.\n' })
  })
})

describe('the question before the first run', () => {
  /** Whether kata 03 has a question that is still to be asked. */
  async function isToBeAsked(): Promise<string> {
    const program = [
      "import { findKatas } from './src/course/katas.ts'",
      "import { isToBeAsked } from './src/command/one-kata/predict.ts'",
      "console.log(isToBeAsked(findKatas().find(({ number }) => number === '03')))",
    ].join('\n')
    return (await run(process.execPath, ['--input-type=module', '-e', program])).stdout.trim()
  }

  test('is asked until it is answered', async () => {
    expect(await isToBeAsked()).toBe('true')
    await kata('predict', '03', '950')
    expect(await isToBeAsked()).toBe('false')
  })

  test.each([
    ['it was skipped', () => edit(KEPT, '{"at":"","answer":null}')],
    ['the kata has passed', () => edit('.kata/progress/03-gather/passed.json', '{}')],
    ['there is none', () => rmSync(pathOf('katas/03-gather/prediction.json'))],
  ])('is not asked where %s', async (_what, happen) => {
    happen()
    expect(await isToBeAsked()).toBe('false')
  })
})

describe('the result of kata run', () => {
  test('has the comparison with it when the kata passes', async () => {
    await kata('predict', '03', '4090')
    pass(KATAS[1])
    const { code, stdout } = await kata('run', '03')
    expect(code).toBe(0)
    expect(words(stdout)).toContain('You said 4,090 ms; they take 950 ms. While one answer')
    expect(tooWide(stdout)).toEqual([])
  })

  test('tells nothing of it while a test fails', async () => {
    await kata('predict', '03', '4090')
    expect((await kata('run', '03')).stdout).not.toContain('You said')
  })

  test.each([
    ['nothing was predicted', undefined],
    ['it was skipped', '{"at":"","answer":null}'],
    ['the answer is one to another question', '{"at":"","answer":"b"}'],
    ['the answer is damaged', '{"at":'],
  ])('has the answer alone where %s', async (_what, content) => {
    if (content !== undefined) edit(KEPT, content)
    pass(KATAS[1])
    const { code, stdout, stderr } = await kata('run', '03')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).not.toContain('You said')
    expect(words(stdout)).toContain('Answer: they take 950 ms. While one answer')
  })
})
