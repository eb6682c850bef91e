import type { Kata } from '../../../course/katas.ts'

// How the command is called, and what is said of a call that it does not understand.

type Titled = Pick<Kata, 'number' | 'title'>

/** Made when it is needed: it takes long to load. */
const oneOf = (names: readonly string[]) =>
  new Intl.ListFormat('en', { type: 'disjunction' }).format(names)

const help = `Usage: npx kata [KATA]
       npx kata COMMAND

  (none)          start at the first failing kata, or at KATA; run it again on
                  every save
  list            list the katas and how many of their tests pass
  run [KATA]      run one kata's tests once: KATA's, or the first failing kata's
  hint [KATA]     show the next hint for a kata
  predict KATA    show a kata's question; to answer it, add your answer
  solution KATA   show how the solution differs from your code
  reset KATA      restore a kata's skeleton; your code is kept
  time KATA       run a kata's demonstration on the real clock
  try [FILE]      run a program of your own in the lab, again on every save
  show [KATA]     see your run in the browser; also show FILE, for a program
  trace KATA      print your run as a trace that ui.perfetto.dev opens
  card            show what to use when: the whole path on one page
  grade DIR...    grade submissions, for instructors
  help [COMMAND]  show what a command takes, as COMMAND --help does
  --version       show the versions of the project and of Node

Name a KATA by its number, its folder, its title or how one of them begins: 3,
03-gather, gather. The deep katas are skipped unless you name one or add --deep.
If nothing happens when you save, npx kata --poll checks the files itself. For a
screen reader, npx kata --plain uses words instead of pictures.`

/** What the help on a command says: how it is called after `npx kata`, what it does, and calls to copy. */
const commands = {
  start: {
    call: '[KATA]',
    does:
      "Starts at KATA, or at the first kata that fails, and runs a kata's tests again whenever you save one of its " +
      'files. Without a terminal it prints the list and that kata once.',
    examples: ['', 'gather'],
  },
  list: {
    call: 'list',
    does: 'Lists the katas, and how many of their tests pass.',
    examples: ['list --deep'],
  },
  run: {
    call: 'run [KATA]',
    does:
      "Runs one kata's tests once: KATA's, or those of the first kata that fails. The exit code is 1 while a test " +
      'fails.',
    examples: ['run 03 --finer'],
  },
  hint: {
    call: 'hint [KATA]',
    does: 'Shows the next hint for KATA, or for the first kata that fails.',
    examples: ['hint gather'],
  },
  predict: {
    call: 'predict KATA [ANSWER]',
    does:
      "Shows KATA's question and asks for your answer, or takes the one you add. Once the kata passes, it shows how " +
      'good your answer was.',
    examples: ['predict 03 300 ms'],
  },
  solution: {
    call: 'solution KATA',
    does: "Shows how the solution differs from your code, once KATA's tests pass.",
    examples: ['solution 03'],
  },
  reset: {
    call: 'reset KATA',
    does: "Restores KATA's skeleton. Your code is kept, and you are told where.",
    examples: ['reset 03'],
  },
  time: {
    call: 'time KATA',
    does: "Runs KATA's demonstration with your code, on the real clock.",
    examples: ['time 03 --solution'],
  },
  try: {
    call: 'try [FILE]',
    does:
      'Runs FILE on the exact clock, again whenever you save it, and shows what it returned, what it printed, what is ' +
      'wrong with it and what it did over time. Its default export is the function to run. It may also export the ' +
      'options of its machine: export const options = { server, cores, gil, threadCost, … }; the default server is ' +
      "the notebook's. Without FILE, choose a program to begin with: it is written to .kata/try/. Without a terminal " +
      'FILE runs once, and the exit code is 1 if it fails.',
    examples: ['try', 'try my-program.ts'],
  },
  show: {
    call: 'show [KATA]',
    does:
      'Shows the run of KATA, or of the first kata that fails, in your browser: a timeline to touch, the lesson, hints ' +
      'and earlier runs. It follows every save, until Ctrl-C ends it. With the file of a program in place of KATA, it ' +
      'shows that program as kata try does. The page is served on this computer alone, to whoever has its address; ' +
      'where the port is forwarded, as from a container, --host says by which name it may be asked for. With ' +
      'BROWSER=none in the environment no browser is opened.',
    examples: ['show 06', 'show my-program.ts'],
  },
  trace: {
    call: 'trace KATA',
    does:
      "Runs KATA's tests and prints one run as JSON in Chrome's trace format, with the goal beside it: the run of the " +
      'test that fails, or the longest one. ui.perfetto.dev opens it.',
    examples: ['trace 06 > run.json'],
  },
  card: {
    call: 'card',
    does: 'Shows what to use when: the whole path on one page.',
    examples: ['card'],
  },
} as const

/** What the command says about how it is called. */
export const usage = {
  help,
  commands,
  usage: (call: string) => `Usage: ${call === '' ? 'npx kata' : `npx kata ${call}`}`,
  examples: (calls: readonly string[]) =>
    calls.map((call, index) =>
      `${index === 0 ? 'Example:' : '        '} npx kata ${call}`.trimEnd(),
    ),
  kata: 'its number, its folder, its title or how one of them begins: 3, 03-gather, gather',
  options: {
    deep: 'take in the deep katas, too',
    solution: 'run the solution instead of your code',
    spoil: 'show it before your tests pass',
    poll: 'check the files for changes itself, where the system does not tell of them',
    plain: 'words instead of pictures, for a screen reader',
    finer: 'once the kata is solved, go on with the next of its finer points',
    host: 'a name that the page may be opened by, where its port is forwarded: --host NAME',
  },
  versions: (project: string, node: string) => `Cooperativo ${project}, Node ${node}`,

  unknownCommand: (name: string, meant: string | undefined) =>
    meant === undefined
      ? `Unknown command '${name}': see npx kata help.`
      : `Unknown command '${name}': did you mean '${meant}'? See npx kata help.`,
  unknownOption: (option: string) => `Unknown option '${option}': see npx kata help.`,
  optionWithoutValue: (option: string) => `'${option}' needs a value: see npx kata help.`,
  optionWithValue: (option: string) => `'${option}' doesn't take a value: see npx kata help.`,
  unexpected: (argument: string, command: string) =>
    `Unexpected argument '${argument}': see npx kata help ${command}.`,
  takesNothing: (command: string) =>
    `'kata ${command}' doesn't take a kata: see npx kata help ${command}.`,
  takesNoOption: (command: string, option: string) =>
    `'kata ${command}' doesn't take --${option}: see npx kata help ${command}.`,
  needsKata: (command: string, numbers: readonly string[]) =>
    `'kata ${command}' needs a kata: specify one of ${numbers.join(', ')}.`,
  unknownKata: (name: string, numbers: readonly string[]) =>
    `Unknown kata '${name}': choose one of ${numbers.join(', ')}.`,
  nearestKata: (name: string, { number, title }: Titled) =>
    `Unknown kata '${name}': did you mean ${number} ${title}? See npx kata list.`,
  ambiguous: (name: string, katas: readonly Titled[]) =>
    `'${name}' could be ${oneOf(katas.map(({ number, title }) => `${number} ${title}`))}: give more of its name.`,
}
