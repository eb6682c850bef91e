import type { Kata } from '../../course/katas.ts'
import { screen } from './en/screen.ts'

type Named = Pick<Kata, 'name'>
type Titled = Pick<Kata, 'number' | 'title'>
type Both = Named & Titled

/** How many tests pass, of how many. */
interface Tests {
  readonly passed: number
  readonly total: number
}

function titled({ number, title }: Titled): string {
  return `${number} ${title}`
}

const help = `Usage: npx kata [command]

  (none)       show the list and the first failing kata; run again on every save
  list         list the katas and how many of their tests pass
  run [NN]     run one kata's tests once; without NN, the first failing kata;
               once it is solved, --finer shows the next of its finer points
  hint [NN]    show the next hint for a kata
  predict NN   show a kata's question; to answer it, add your answer after NN
  solution NN  show how the solution differs from your code, once your tests
               pass; to see it before that, add --spoil
  reset NN     restore a kata's skeleton; your code is kept
  time NN      run a kata's demonstration on the real clock; to run it with the
               solution, add --solution
  card         show what to use when: the whole path on one page
  grade DIR... grade submissions, for instructors: see npx kata grade --help
  help         show this help

The deep katas are skipped unless you name one or add --deep. If nothing happens
when you save, npx kata --poll checks the files itself. For a screen reader,
npx kata --plain uses words instead of pictures.`

/** What the command says to people, in English. */
export const en = {
  titled,
  screen,

  usage: {
    help,
    unknownCommand: (name: string) => `Unknown command '${name}': see npx kata help.`,
    unknownOption: (option: string) => `Unknown option '${option}': see npx kata help.`,
    optionWithValue: (option: string) => `'${option}' doesn't take a value: see npx kata help.`,
    unexpected: (argument: string) => `Unexpected argument '${argument}': see npx kata help.`,
    takesNoKata: (command: string) =>
      `'kata ${command}' doesn't take a kata number: see npx kata help.`,
    takesNoOption: (command: string, option: string) =>
      `'kata ${command}' doesn't take --${option}: see npx kata help.`,
    needsKata: (command: string, numbers: readonly string[]) =>
      `'kata ${command}' needs a kata: specify one of ${numbers.join(', ')}.`,
    unknownKata: (name: string, numbers: readonly string[]) =>
      `Unknown kata '${name}': choose one of ${numbers.join(', ')}.`,
  },

  session: {
    save: 'Save to run again.  ',
    keys: 'h hint  f finer  n next  l list  t time  q quit',
    fewKeys: 'h f n l t q',
    /** Before the keys, where a page has more screens than one. */
    more: (screen: number, screens: number) => `space ${screen}/${screens}  `,
    running: (katas: number) => `Cooperativo: running the tests of ${katas} katas.`,
    passing: ({ passed, total }: Tests) => `Cooperativo: ${passed} of ${total} katas pass`,
    nothingLeft: 'Every kata passes. See solutions/ for other approaches.',
    deepLeft: 'For more, try the deep katas: npx kata --deep.',
    question: (kata: Titled) => `${titled(kata)}: before you begin, what do you think?`,
    resultWaits: 'The tests have finished: press Enter to see the results.',
    early: (kata: Titled) => `${titled(kata)}: this test fails; the others are still running`,
    earlyFiner: (kata: Titled) =>
      `${titled(kata)}: this finer point fails; the others are still running`,
    finerRunning: 'Solved. Its finer points are running.',
    finerLeft: ({ passed, total }: Tests) =>
      `Solved. ${passed} of ${total} finer points pass: press f for the next one.`,
    nothingFiner: (kata: Titled) => `${titled(kata)} has no finer points.`,
    solveFirst: (kata: Titled) =>
      `${titled(kata)}: make its tests pass first; the finer points come after that.`,
    compare: ({ name, number }: Both) =>
      `Compare your code with solutions/${name}, or: npx kata solution ${number}`,
    next: (kata: Titled) => `Press n for ${titled(kata)}.`,
    realClock: (kata: Titled) => `${titled(kata)}: your code on the real clock`,
    nothingToTime: (kata: Titled) => `${titled(kata)} has nothing to time on the real clock.`,
  },

  hint: {
    head: (kata: Titled, stage: number, stages: number) =>
      `${titled(kata)}: hint ${stage} of ${stages}`,
    another: ({ number }: Titled) => `Another one: npx kata hint ${number}`,
    last: 'That was the last hint.',
  },

  predict: {
    enterTime: 'Your answer in ms, or Enter to skip: ',
    enterChoice: 'Your choice, or Enter to skip: ',
    howToTime: ({ number }: Titled) => `To answer: npx kata predict ${number} 300 ms`,
    howToChoose: ({ number }: Titled) => `To answer: npx kata predict ${number} b`,
    youSaid: ({ number }: Titled, said: string) =>
      `You said ${said}. To check it: npx kata run ${number}`,
    noQuestion: ({ number }: Titled) => `Kata ${number} has no question to answer.`,
    tooLate: ({ number }: Titled) =>
      `Kata ${number} has already passed: to see the answer, run npx kata predict ${number}.`,
  },

  solution: {
    differs: (kata: Titled) => `${titled(kata)}: from your code to the solution`,
    same: (kata: Titled) => `${titled(kata)}: your code is the same as the solution`,
    explained: ({ name }: Named) => `Why it is right: solutions/${name}/README.md`,
    notYet: ({ number }: Titled, { passed, total }: Tests) =>
      `Kata ${number} passes ${passed} of ${total} tests: make all of them pass first, or add --spoil.`,
  },

  reset: {
    unchanged: (kata: Titled) => `${titled(kata)} is unchanged; nothing to reset.`,
    done: (kata: Titled, files: readonly string[]) =>
      `${titled(kata)}: ${files.join(' and ')} ${files.length > 1 ? 'have' : 'has'} been reset.`,
    saved: 'Your code is saved in',
    restore: ({ name }: Named, files: number) =>
      `To get it back, copy the ${files > 1 ? 'files' : 'file'} from there to katas/${name}.`,
    notMoved: ({ name }: Named, folder: string, code: string) =>
      `Nothing was reset because your files in katas/${name} can't be moved to ${folder}: ${code}.`,
    notWritten: (file: string, code: string) => `The skeleton ${file} can't be written: ${code}.`,
    notWrittenButSaved: (file: string, code: string, folder: string) =>
      `The skeleton ${file} can't be written, ${code}: your code is saved in ${folder}.`,
  },

  time: {
    nothingToTime: ({ number }: Titled, others: readonly string[]) =>
      `Kata ${number} has nothing to time: choose one of ${others.join(', ')}.`,
    solution: (kata: Titled) => `${titled(kata)}: the solution`,
    exact: (time: string) => `${time} on the exact clock. Now for real ...`,
    /** As IPython writes it. */
    cpu: (user: string, system: string, total: string) =>
      `CPU times: user ${user}, sys: ${system}, total: ${total}`,
    wall: (time: string) => `Wall time: ${time}`,
    incomplete: (error: string) =>
      `The code doesn't complete, so there is nothing to time: ${error}`,
    more: ({ number }: Titled) => `For details: npx kata run ${number}`,
  },
}
