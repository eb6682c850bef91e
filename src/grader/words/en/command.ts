import { counted } from './counted.ts'

export const usage = `Usage: npx kata grade DIR... [options]

Grades submissions. Each DIR is a folder laid out like katas/, or a checkout of
the whole project. Only the files that students edit are taken from it.

PASS means that the tests of a kata's idea pass. Finer points, which are in its
*.finer.test.ts, add points to a PASS and never cost one.

  --kata NN    grade only this kata; for several, --kata 02 --kata 03 or
               --kata 02,03. By default: the katas of the path, and the deep
               katas that at least one submission has worked on.
  --deep       grade all deep katas, too
  --out DIR    folder for the reports, by default report/
  --jobs N     number of submissions to examine at the same time; by default
               one per core, but no more than 4
  --timeout S  seconds after which a test file is stopped, by default 60: its
               CPU time and, while it waits, real time
  --points I,F points for a kata: I for its idea, F for its finer points; by
               default 80,20
  --resume     continue the report in --out: examine what is missing or has
               changed; without DIR, for the same submissions
  --help       show this text

Exit codes: 0 if everything was graded, whatever the verdicts; 1 if something
could not be graded; 2 if the command was not called correctly; 130 if it was
interrupted.`

const NAME_SUBMISSIONS =
  'Specify which submissions to grade, for example: npx kata grade submissions/*'

/** What is wrong with how the command was called. */
export const options = {
  /** @param complaint Node's own, without a full stop: `Unknown option '--colour'` */
  notUnderstood: (complaint: string) =>
    `${complaint}: run npx kata grade --help to see the options.`,
  emptyOut: '--out needs the name of a folder.',
  emptyName: 'The name of a submission is empty: specify a folder.',
  noMatch: (pattern: string) => `No folder matches ${pattern}: check the path.`,
  unknownKata: (name: string, numbers: readonly string[]) =>
    `There is no kata '${name}': choose from ${numbers.join(', ')}.`,
  jobs: (given: string, most: number) =>
    `--jobs must be a number from 1 to ${most}, not '${given}'.`,
  timeout: (given: string, most: number) =>
    `--timeout must be a number of seconds from 1 to ${most}, not '${given}'.`,
  points: (given: string, most: number) =>
    `--points must be two whole numbers from 0 to ${most} that are not both 0, such as 80,20, not '${given}'.`,
  noSubmissions: NAME_SUBMISSIONS,
  nothingToResume: (folder: string) =>
    `There is no report to resume in ${folder}. ${NAME_SUBMISSIONS}`,
  onlyFiles: 'None of the given paths is a folder with a submission: specify at least one.',
  noFolder: (folder: string) => `There is no folder '${folder}'.`,
  /**
   * @param submissions folders in it that may be
   * @param each a pattern for the folders in it
   */
  folderOfSubmissions: (folder: string, submissions: readonly string[], each: string) =>
    `'${folder}' contains several folders that may be submissions, ` +
    `such as '${submissions.slice(0, 2).join("' and '")}': did you mean '${each}'?`,
}

/** Where the report is kept. */
export const folder = {
  hasReport: (folder: string) =>
    `${folder} already contains a report: continue it with --resume, or choose another folder with --out.`,
  hasOtherFiles: (folder: string) =>
    `${folder} contains files that are not a report: choose another folder with --out.`,
  inUse: (folder: string) =>
    `Another kata grade is running in ${folder}: wait until it finishes, or choose another folder with --out.`,
  notSaved: (folder: string, code: string) => `The report can't be saved in ${folder}: ${code}.`,
  notLocked: (folder: string, code: string) => `The folder ${folder} can't be locked: ${code}.`,
}

export const progress = {
  skipped: (names: readonly string[]) =>
    `Skipped ${names.join(', ')}: ${names.length === 1 ? 'it is not a folder' : 'they are not folders'}.`,
  references: 'Examining the reference solutions first.',
  /** @param verdicts `15 PASS, 3 FAIL` */
  graded: (done: number, all: number, name: string, verdicts: string) =>
    `${done} of ${all}  ${name}: ${verdicts}`,
  underWay: (done: number, all: number, names: readonly string[]) =>
    `${done} of ${all} graded, now: ${names.join(', ')}`,
}

/** How grading ended. */
export const outcome = {
  notStarted: (why: string) => `Grading can't start: ${why}`,
  interrupted: (done: number, all: number, command: string) =>
    `Interrupted, with ${done} of ${counted(all, 'submission')} graded and saved. To continue, run:\n${command}`,
  written: (folder: string) =>
    `Written to ${folder}: grades.csv, results.json, junit.xml, summary.md, and a feedback page for each submission in students/.`,
  keptAside: (name: string) => `A report file that you had changed is kept as ${name}.`,
  notGraded: (count: number, command: string) =>
    `${counted(count, 'grade')} could not be determined, through no fault of the students: run ${command} to try again.`,
}
