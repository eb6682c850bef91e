import type { Kata } from '../../course/katas.ts'
import { screen } from './en/screen.ts'
import { trying } from './en/trying.ts'
import { types } from './en/types.ts'
import { usage } from './en/usage.ts'

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

/** What the command says to people, in English. */
export const en = {
  titled,
  screen,
  types,

  usage,
  trying,

  showing: {
    address: (address: string) => `The page is at ${address}`,
    inBrowser: (address: string) => `Your run is shown in the browser, at\n\n${address}`,
    stop: 'It follows every save. Ctrl-C ends it.',
    noSuchKata: (number: string) => `There is no kata ${number} here.`,
    noSuchFile: (file: string) => `There is no file ${file} to open.`,
    nothingDrawn: ({ number }: Titled) =>
      `Kata ${number} has no run to draw: none of its tests got as far as one.`,
    notServed: (why: string) => `The page can't be shown: ${why}`,
  },

  session: {
    save: 'Save to run again.  ',
    keys: 'h hint  n next  l list  ? keys  q quit',
    fewKeys: 'h n l ? q',
    allKeys: {
      head: 'All keys',
      number: 'the kata of that number',
      does: {
        hint: 'a hint for what fails now',
        finer: 'the finer points of a kata that is solved',
        next: 'the next kata that is not solved',
        before: 'the kata before this one; also the left arrow',
        after: 'the kata after this one; also the right arrow',
        list: 'all katas: choose one with the arrows and Enter',
        back: 'back to the result; also Escape',
        run: 'run the tests again',
        edit: 'open the file in your editor',
        measure: 'measure your code on the real clock',
        look: 'look at the run in your browser',
        reset: 'put the skeleton back where the file was deleted',
        turn: 'the next screen of a page',
        keys: 'this page',
        suspend: 'to the shell; fg comes back',
        quit: 'quit',
      },
    },
    toGoBack: 'b back',
    toChoose: 'Enter goes there  b back',
    number: (typed: string) => `Kata ${typed}_`,
    runningKata: (kata: Titled) => `${titled(kata)}: running its tests`,
    stillRunning: (katas: number) => `${katas} still running`,
    ranAt: (time: string, ms: number | undefined) =>
      ms === undefined ? `last run ${time}` : `${time}, ${(ms / 1000).toFixed(1)} s`,
    sameSince: (time: string) => `same since ${time}`,
    blind: 'Saves are not seen here: press r',
    noEditor: (file: string) =>
      `No editor was found for ${file}: name yours in the environment variable EDITOR.`,
    card: 'The whole path on one page: npx kata card.',
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
