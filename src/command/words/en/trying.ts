// What `npx kata try` says of a program that somebody has brought along.

/** A run: of which file, and how long it took. */
interface Timed {
  readonly name: string
  readonly ms: number
  readonly isReal: boolean
}

function time({ ms, isReal }: Timed): string {
  const told = `${ms.toLocaleString('en', { maximumFractionDigits: 3 })} ms`
  return isReal ? `${told} on the real clock` : told
}

/** A sentence on a program that could not be run to its end; each gets its file and a detail. */
const faults = {
  notLoaded: (name: string, error: string) => `${name} can't be loaded: ${error}`,
  noFunction: (name: string, _none: string) =>
    `${name} has no default export that is a function: begin with export default async () => { … }.`,
  wrongOptions: (name: string, error: string) => `The options in ${name} are wrong: ${error}`,
  awaitsForever: (name: string, _code: string) =>
    `${name} awaits something at its top level that never comes: await it in the function instead.`,
  stopped: (name: string, why: string) => `${name} was stopped: ${why}`,
  ended: (name: string, code: string) =>
    `${name} ended its own process${code === '' ? '' : ` with exit code ${code}`}: let the function return instead.`,
}

export const trying = {
  faults,
  notThere: (file: string) => `There is no file ${file}: to begin one, run npx kata try.`,
  notAProgram: (file: string) =>
    `${file} is not a program: specify a file whose name ends with .ts or .js.`,
  notWritten: (file: string, code: string) => `${file} can't be written: ${code}.`,

  choose: 'What would you like to begin with?',
  /** The programs to begin with, by the names of their files. */
  starts: {
    together: 'Nineteen posts, all together',
    'three-at-a-time': 'Nineteen posts, three at a time',
    race: 'A race against a timeout',
    heartbeat: 'A blocking call next to a heartbeat',
    'lost-update': 'Threads that lose an update',
  },
  enterNumber: 'A number, or Enter for the first: ',
  notANumber: (typed: string, most: number) =>
    `'${typed}' is not one of them: enter a number from 1 to ${most}.`,
  begun: (file: string) => `Your program: ${file}\nTo run it again: npx kata try ${file}`,

  running: (name: string) => `Running ${name} ...`,
  returned: (run: Timed) => `${run.name}: returned after ${time(run)}`,
  failed: (run: Timed) => `${run.name}: failed after ${time(run)}`,
  result: 'It returned:',
  error: (text: string) => `It failed with ${text}`,
  save: 'Save to run again.  ',
  keys: 'r run again  w browser  q quit',
}
