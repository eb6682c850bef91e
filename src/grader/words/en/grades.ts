// What grades say: why a kata is no pass, and what is worth knowing of one that is. The subject is the
// submission, or the kata of it.

/** What keeps submissions from doing harm: a sentence each, on what is on and on what is off. */
export const protections = {
  line: (sentences: readonly string[]) => `Protections: ${sentences.join(' ') || 'none known.'}`,
  always: [
    'Each submission runs in its own processes, in a copy, with limits on time, memory and output.',
    "Node's permission model keeps it from writing files, starting programs and using the network.",
  ],
  on: {
    namespaces: 'Namespaces cut it off from the network and end everything it has started.',
    view: "It sees none of this machine's files except the system's programs and the parts of the course.",
    unprivileged: 'It can gain no privileges.',
    limits: 'The system limits the size, the files and the threads of each process.',
  },
  off: {
    namespaces: 'OFF: namespaces; code that gets around the permission model can use the network.',
    view: "OFF: a private view of the file system; code that gets around the permission model can read this user's files.",
    unprivileged: 'OFF: the ban on gaining privileges.',
    limits: 'OFF: system limits on the size, the files and the threads of a process.',
  },
}

/** Files that can't be taken. The first fact is the path of the file or folder: `katas/03-gather/gather.ts`. */
export const files = {
  missing: (file: string) => `${file} was not submitted.`,
  link: (file: string) => `${file} is a link: submit the file itself.`,
  folderLink: (folder: string) => `${folder} is a link: submit the folder itself.`,
  /** @param found what was, in its place: a name, or a path */
  renamed: (file: string, found: string) =>
    `${file} was not submitted, but '${found}' was: rename it.`,
  elsewhere: (file: string, found: string) =>
    `${file} was not submitted, but '${found}' was: move it there.`,
  packed: (file: string, found: string) =>
    `${file} was not submitted, but '${found}' was: unpack it.`,
  unknown: (file: string, found: string) =>
    `${file} was not submitted, but '${found}' was: rename it if it is the solution.`,
  notFile: (file: string) => `${file} is not a file.`,
  notFolder: (folder: string, file: string) =>
    `${folder} is not a folder: submit the folder, with ${file} in it.`,
  /** @param code the system's: `EACCES` */
  notRead: (file: string, code: string) => `${file} can't be read: ${code}.`,
  tooManyOwn: (folder: string, most: number) =>
    `${folder} has more than ${most} files of its own that are imported: submit fewer.`,
  tooLarge: (file: string, mostBytes: number) => `${file} is larger than ${mostBytes / 1024} KiB.`,
  notText: (file: string) => `${file} is not UTF-8 text.`,
  empty: (file: string) => `${file} is empty.`,
}

/** Submissions whose folders are not as they should be. Paths are those from the submission's folder on. */
export const submissions = {
  /** @param code the system's: `EACCES` */
  notRead: (code: string) => `The submission's folder can't be read: ${code}.`,
  notUtf8: "The name of the submission's folder is not UTF-8: rename the folder.",
  several: (folders: readonly string[]) =>
    `The katas are in more than one place, ${quotedList(folders)}: submit only one of them.`,
  nested: (folder: string) => `The katas were found in '${folder}', not where they belong.`,
  others: (folders: readonly string[]) => `Other katas, in ${quotedList(folders)}, were left out.`,
  noKatas: (names: readonly string[]) =>
    `No folder of a kata was found, but ${quotedList(few(names))}${names.length > FEW ? ` and ${names.length - FEW} more` : ''}.`,
  loose: (names: readonly string[]) =>
    `Files were submitted without a folder: ${quotedList(few(names))}${names.length > FEW ? ` and ${names.length - FEW} more` : ''}.`,
}

const FEW = 3

function few(names: readonly string[]): readonly string[] {
  return names.slice(0, FEW)
}

/** Code that is not run, or that the tests can't use. The first fact is the file's name: `gather.ts`. */
export const code = {
  /** @param complaint the parser's, without a full stop */
  notParsed: (file: string, line: number | undefined, complaint: string | undefined) =>
    `${file} can't be parsed${line === undefined ? '' : ` at line ${line}`}: ${complaint ?? 'it is not valid TypeScript'}.`,
  parserCrashed: "Its files can't be parsed: they crash the parser.",
  notExported: (file: string, names: readonly string[]) =>
    `${file} does not export ${quotedList(names)}.`,
  onlyDefaultExport: (file: string, names: readonly string[]) =>
    `${file} does not export ${quotedList(names)}: it has a default export, but the tests import by name.`,
  exportsThen: (file: string) =>
    `${file} exports something named 'then': rename it, because import() would treat the module as a promise.`,
  imports: (file: string, specifier: string) =>
    `${file} imports '${specifier}', which no kata needs, so it was not run.`,
  importsMissing: (file: string, specifier: string) =>
    `${file} imports '${specifier}', which was not submitted with it.`,
  importsNoCode: (file: string, specifier: string) =>
    `${file} imports '${specifier}', but of a student's own files only code and JSON are taken.`,
  importsOtherKata: (file: string, specifier: string, kata: string) =>
    `${file} imports '${specifier}' from another kata, but each kata is graded alone: copy that file into katas/${kata}.`,
  importsMore: (file: string, specifier: string, allowed: readonly string[]) =>
    `${file} imports more from '${specifier}' than ${allowed.join(' and ')}, so it was not run.`,
  usesMeta: (file: string, what: string) =>
    `${file} uses ${what} in a way that no kata needs, so it was not run.`,
  uses: (file: string, name: string) =>
    `${file} uses ${name}, which no kata needs, so it was not run.`,
  /** @param owner `Array.prototype` */
  extendsBuiltIn: (file: string, owner: string, name: string) =>
    `${file} adds '${name}' to ${owner}, so it was not run: grading freezes JavaScript's own objects, so write a function '${name}' of your own instead.`,
  asksRequireMain: (file: string) =>
    `${file} uses require.main, which no module has: write \`if (import.meta.main)\` instead.`,
  reachesForRunner: (file: string) => `${file} reaches into the test runner, so it was not run.`,
}

function quotedList(names: readonly string[]): string {
  return names.map(name => `'${name}'`).join(' and ')
}

/** What was done, or tried, to what verdicts depend on. */
export const tampering = {
  changed: (what: string) => `The submission tried to change ${what}, which verdicts depend on.`,
  /** For `changed`: what the tests send to the grader. */
  testReports: 'what the tests report',
  /** For `changed`. */
  listeners: (event: string) => `the listeners for the process's '${event}' event`,
  changedFile: (file: string) => `It changed ${file}, which it must not touch.`,
  imported: (specifier: string) =>
    `The submission tried to import '${specifier}', which no kata needs.`,
  called: (name: string) => `The submission called ${name}, which no kata needs.`,
  /** To the submission itself, as an error. */
  refused: (name: string) => `Submissions can't use ${name}.`,
  openedSocket: 'The submission opened a socket of its own.',
  reachedForRunner: "The submission reached for the test runner's internal state.",
  readSpy: "The submission read what one of the tests' spies had recorded.",
  threadFromElsewhere:
    'The submission started a thread from a string, or from a file that is not its own.',
  threadWithOptions: 'The submission started a thread with options for Node.',
  otherTest: (name: string) => `It has a test that does not belong to the kata: "${name}".`,
  testNotRun: (name: string) => `A test was not run: "${name}".`,
  notCompared: 'The final check for changes did not finish.',
}

/** An object took nothing new, and it may be one of those that are frozen. Goes on after the engine's message. */
export const notExtensible = (name: string) =>
  `Grading freezes JavaScript's own objects, such as Array.prototype: if it is to one of them that '${name}' is added, write a function of your own instead.`

/** Results that a test can't compare, since they would take part in that. */
export const results = {
  proxy:
    'The result is a Proxy, which can show something else each time it is asked: return the plain object or array.',
  asymmetricMatch:
    "The result has a method 'asymmetricMatch', which decides what it is equal to: return a plain object or array.",
  /** @param what `array`, `Map` or `Set` */
  ownWay: (what: string) =>
    `The result is a kind of ${what} that gives its items in a way of its own: return a plain ${what}.`,
  getter: (name: string) =>
    `The result computes its '${name}' when it is read: return a plain object or array that has the value itself.`,
  tooLarge: (most: number) =>
    `The result has more than ${most} values: return only what was asked for.`,
}

/** Why a kata that was run is no pass. */
export const reasons = {
  timeLimit: "Its tests didn't finish within the time limit.",
  endlessTest: "A test didn't finish.",
  output: 'It printed too much.',
  memory: 'It used too much memory.',
  /** @param why the sentence of the lab's guard */
  stopped: (test: string | undefined, why: string) =>
    `${test ? `"${test}"` : 'It'} was stopped: ${why}`,
  killed: (signal: string) => `The test process was killed by ${signal} before the tests finished.`,
  exited: (code: number | null) =>
    `The test process ended with exit code ${code} before the tests finished.`,
  calledExit: 'It called process.exit.',
  deadlock: 'It is waiting for something that can never happen.',
  restricted: 'It tried to write a file, start a program or use the network, which no kata needs.',
  /** @param sentence the error's, as all sentences here with its full stop */
  notLoaded: (sentence: string) => `It can't be loaded: ${sentence}`,
  uncaught: (sentence: string) =>
    `All tests of its idea pass, but an error went uncaught: ${sentence}`,
  failed: (count: number, all: number, first: string) =>
    `${count} of ${all} tests ${count === 1 ? 'fails' : 'fail, the first of them'}: "${first}".`,
  differs:
    'Its tests pass, but with other addresses and delays it does something else: it has to do the same for any.',
  /** What a test that says nothing failed with. */
  noMessage: 'It failed without a message.',
  tooMuchWritten: 'Too much was written to the output.',
}

/** Why a kata could not be graded, which is no submission's fault. */
export const faults = {
  unknownKata: (name: string) => `There is no kata ${name}.`,
  /** @param why a sentence */
  reference: (kata: string, why: string) =>
    `The reference solution of ${kata} does not pass on this machine: ${why}`,
  noTests: 'it has no tests.',
  notRead: (code: string | undefined) =>
    `The submitted files could not be read: ${code ?? 'unknown error'}.`,
  /** @param why the last that was printed */
  notStarted: (why: string | undefined) =>
    `The tests could not be started: ${why || 'no reason was given'}.`,
  /** @param why without a full stop */
  failed: (why: string | undefined) => `The grader failed: ${why ?? 'it returned no grade'}.`,
}

/** What is worth knowing, and changes nothing. */
export const warnings = {
  formerPlace: (file: string, { number, title }: { number: string; title: string }) =>
    `${file} was graded as kata ${number}, ${title}: that kata had another number before.`,
  /** @param reason a sentence of `reasons` */
  finerNotRun: (reason: string) => `Its finer points could not all be run: ${reason}`,
  /** @param sentence the error's */
  finerUncaught: (sentence: string) =>
    `An error went uncaught while its finer points were run: ${sentence}`,
  process: 'It left a process running.',
  thread: 'It left a thread running.',
  leftOpen: (what: string) => `It left ${what} open.`,
  /** For `leftOpen`. */
  things: {
    timer: 'a timer',
    immediate: 'an immediate',
    port: 'a listening port',
    pipe: 'a pipe',
    pipeServer: 'a listening pipe',
    udp: 'a UDP socket',
    process: 'a child process',
    watcher: 'a file watcher',
    messagePort: 'a message port or a thread',
    thread: 'a thread',
    signals: 'a signal handler',
  },
}
