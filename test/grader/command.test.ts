import { type ChildProcess, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findKatas, ROOT } from '../../src/course/katas.ts'
import { grade } from '../../src/grader/command.ts'
import type { Tools } from '../../src/grader/tools.ts'
import { environment, ONE_SENTENCE, run, tooWide } from '../command/copy.ts'
import { EXAMINED, fakeExaminer, fakeTools } from './fake.ts'

// kata grade with an examiner that believes what submissions say: what it takes, what it keeps, how it goes
// on. The reports: reports.test.ts.

let folder = ''

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'kata-')))
  for (const name of ['anna', 'bert', 'cleo']) submit(name, 'PASS', 'FAIL')
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const fetchPosts = (name: string) => pathOf(`${name}/02-one-after-another/fetch-posts.ts`)
const gather = (name: string) => pathOf(`${name}/03-gather/gather.ts`)

/** Hands in katas 02 and 03, each with its verdict. */
function submit(name: string, second: string, third: string): void {
  put(fetchPosts(name), `// ${second}`)
  put(gather(name), `// ${third}`)
}

function put(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function pathOf(file: string): string {
  return path.join(folder, file)
}

function read(file: string): string {
  return readFileSync(pathOf(file), 'utf8')
}

/** All files of the report but the journal, with their contents; without the time at which it was made. */
function report(name = 'report'): Record<string, string> {
  const files = readdirSync(pathOf(name), { recursive: true, encoding: 'utf8' })
    .filter(file => !file.startsWith('.kata-grade') && statSync(pathOf(`${name}/${file}`)).isFile())
    .sort()
  return Object.fromEntries(files.map(file => [file, read(`${name}/${file}`)]))
}

/** What was examined since this was asked the last time. */
function examined(): string[] {
  const file = pathOf(EXAMINED)
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  rmSync(file)
  return lines
}

const TWO = ['--kata', '02,03', '--jobs', '1']

async function graded(argv: string[], more: Partial<Tools> = {}) {
  const tools = fakeTools(folder, more)
  const code = await grade(argv, tools)
  return { code, printed: tools.printed() }
}

describe('what is graded', () => {
  test('is what was named, and the exit code is 0 whatever the verdicts', async () => {
    const { code, printed } = await graded(['anna', 'bert', ...TWO])
    expect(code).toBe(0)
    expect(printed).toContain('Protections: Nothing is protected.\n')
    expect(printed).toMatch(/\nanna {19}1\/2 ok {2}F\nbert {19}1\/2 ok {2}F\n/)
    expect(Object.keys(report())).toEqual([
      '.gitignore',
      'grades.csv',
      'junit.xml',
      'results.json',
      'students/anna.md',
      'students/bert.md',
      'summary.md',
    ])
  })

  test('is in the order of the submissions, however long each of them takes', async () => {
    const fake = fakeExaminer(folder, ['03-gather'])
    const bertIsDone = Promise.withResolvers<void>()
    const open: Tools['open'] = async () => ({
      ...fake,
      examine: async (submission, katas, signal) => {
        if (submission.name === 'cleo') await bertIsDone.promise
        const grades = await fake.examine(submission, katas, signal)
        if (submission.name === 'bert') bertIsDone.resolve()
        return grades
      },
    })
    await graded(['cleo', 'anna', 'bert', '--kata', '3', '--jobs', '2'], { open })
    expect(examined().at(-1)).toBe('cleo 03-gather')
    const rows = read('report/grades.csv').trimEnd().split('\r\n')
    expect(rows.slice(1)).toEqual([
      '"cleo",0,100,"FAIL",0,',
      '"anna",0,100,"FAIL",0,',
      '"bert",0,100,"FAIL",0,',
    ])
  })

  test('without --kata is the path, and the deep katas that somebody has worked on', async () => {
    const deep = findKatas().filter(kata => kata.section === 'deep')
    const [first, second] = deep.map(({ name }) => name) as [string, string]
    for (const { name, main } of deep.slice(0, 2)) {
      const skeleton = readFileSync(
        path.join(ROOT, 'test/verdicts', name, 'skeleton', main),
        'utf8',
      )
      put(pathOf(`anna/${name}/${main}`), name === first ? skeleton : '// PASS')
    }
    await graded(['anna', 'bert'])
    const shallow = findKatas().filter(kata => kata.section !== 'deep')
    const katas = [...shallow.map(({ name }) => name), second]
    expect(examined()).toEqual(expect.arrayContaining(katas.map(name => `bert ${name}`)))
    expect(read('report/grades.csv')).not.toContain(first)
  })

  test('has 19 among them where somebody has worked on it when it was 08', async () => {
    put(pathOf('anna/08-threads/thread-pool.ts'), '// PASS')
    await graded(['anna', 'bert'])
    expect(examined()).toContain('anna 19-thread-pool')
    expect(read('report/grades.csv')).not.toContain('18-main-loop')
  })

  test('may be named with a star, which not every shell writes out', async () => {
    put(pathOf('all/dora/03-gather/gather.ts'), '// PASS')
    put(pathOf('all/emil/03-gather/gather.ts'), '// PASS')
    expect((await graded(['all/*', ...TWO])).code).toBe(0)
    expect(examined()).toContain('emil 03-gather')
  })

  test('is no file beside the submissions, which is told and holds up nothing', async () => {
    put(pathOf('all/dora/03-gather/gather.ts'), '// PASS')
    put(pathOf('all/emil.zip'), 'not unpacked')
    const { code, printed } = await graded(['all/*', 'all/dora', ...TWO])
    expect([code, examined()]).toEqual([0, ['dora 02-one-after-another', 'dora 03-gather']])
    expect(printed.match(/^Skipped emil\.zip: it is not a folder\.$/gm)?.length).toBe(2)
  })

  test('is never the report itself', async () => {
    await graded(['anna', ...TWO])
    examined()
    await graded(['*', ...TWO, '--resume'])
    expect(examined().map(line => line.split(' ')[0])).not.toContain('report')
  })
})

describe('a mistake in the call', () => {
  test.each([
    [[], 'Specify which submissions to grade'],
    [['anna', '--kata', '99'], "There is no kata '99': choose from 01, 02"],
    [['anna', '--jobs', '0'], '--jobs must be a number from 1 to 64'],
    [['anna', '--jobs', '65'], '--jobs must be a number from 1 to 64'],
    [['anna', '--jobs', 'two'], "not 'two'."],
    [['anna', '--timeout', '1e3'], '--timeout must be a number of seconds from 1 to 3600'],
    [['anna', '--colour'], "Unknown option '--colour': run npx kata grade --help"],
    [['anna', '--out'], 'run npx kata grade --help'],
    [['anna', '--out', ''], '--out needs the name of a folder.'],
    [['nobody'], 'There is no nobody.'],
    [[EXAMINED], 'None of the given paths is a folder with a submission'],
    [['nob*'], 'No folder matches nob*'],
    [['--resume'], 'There is no report to resume in report/. Specify'],
    [['anna', '--out', 'bert'], 'bert/ contains files that are not a report'],
  ])('is told in a sentence: %j', async (argv, sentence) => {
    put(pathOf(EXAMINED), '')
    const { code, printed } = await graded(argv)
    expect(printed).toContain(sentence)
    expect(code).toBe(2)
    expect(printed.match(/\n/g)?.length).toBe(1)
    expect(existsSync(pathOf('report'))).toBe(false)
  })

  test.each(['80', '0,0', '80,20,0', '80,1001', '-1,20', '80,2.5', '80, 20', ''])(
    'is told in a sentence: --points=%s',
    async points => {
      const { code, printed } = await graded(['anna', `--points=${points}`])
      const sentence = '--points must be two whole numbers from 0 to 1000 that are not both 0'
      expect([code, printed]).toEqual([2, `${sentence}, such as 80,20, not '${points}'.\n`])
    },
  )

  test('does not keep anybody from reading how it is called', async () => {
    const { code, printed } = await graded(['--help'])
    expect(code).toBe(0)
    expect(tooWide(printed)).toEqual([])
  })

  test('comes from kata grade as users call it, too', async () => {
    const kata = path.join(ROOT, 'src/command/kata.js')
    const argv = [kata, 'grade', 'nobody', '--kata', '2']
    const { code, stderr } = await run(process.execPath, argv, ROOT)
    expect([code, stderr]).toEqual([2, `There is no folder '${path.join(ROOT, 'nobody')}'.\n`])
  })
})

describe('a report that is there', () => {
  test('is not touched unless it is to be gone on with', async () => {
    await graded(['anna', ...TWO])
    const before = report()
    submit('anna', 'FAIL', 'FAIL')
    const { code, printed } = await graded(['anna', ...TWO])
    expect([code, printed]).toEqual([2, expect.stringMatching(ONE_SENTENCE)])
    expect(printed).toContain('report/ already contains a report')
    expect(report()).toEqual(before)
  })

  test('keeps what somebody has changed in it, under another name', async () => {
    await graded(['anna', ...TWO])
    put(pathOf('report/grades.csv'), 'my notes')
    submit('anna', 'FAIL', 'FAIL')
    const { printed } = await graded(['anna', ...TWO, '--resume'])
    const [kept = ''] = Object.keys(report()).filter(name => name.includes('.kept-'))
    expect(read(`report/${kept}`)).toBe('my notes')
    expect(printed).toContain(kept)
    expect(read('report/grades.csv')).toContain('"anna",0,200')
  })

  test('loses the pages of submissions that are not graded any more, not what is not ours', async () => {
    await graded(['anna', 'bert', ...TWO])
    put(pathOf('report/students/notes.txt'), 'mine')
    await graded(['bert', ...TWO, '--resume'])
    const pages = readdirSync(pathOf('report/students'))
    expect(pages).toEqual(['bert.md', 'notes.txt'])
  })
})

describe('going on', () => {
  test('examines only what has changed since', async () => {
    await graded(['anna', 'bert', ...TWO])
    examined()
    await graded(['anna', 'bert', ...TWO, '--resume'])
    expect(examined()).toEqual([])
    put(gather('bert'), '// PASS')
    await graded(['anna', 'bert', ...TWO, '--resume'])
    expect(examined()).toEqual(['bert 03-gather'])
    expect(read('report/grades.csv')).toContain('"bert",200,200,"PASS","PASS"')
  })

  test('examines everything again where the time limit or the protections have changed', async () => {
    await graded(['anna', ...TWO])
    examined()
    await graded(['anna', ...TWO, '--resume', '--timeout', '5'])
    expect(examined().length).toBe(2)
    const open: Tools['open'] = async () => ({
      ...fakeExaminer(folder, ['02-one-after-another', '03-gather']),
      protections: ['A wall.'],
    })
    await graded(['anna', ...TWO, '--resume', '--timeout', '5'], { open })
    expect(examined().length).toBe(2)
  })

  test('needs no more than the name of the report', async () => {
    await graded(['anna', 'bert', ...TWO, '--out', 'mine'])
    const before = report('mine')
    examined()
    const { code } = await graded(['--resume', '--out', 'mine'])
    expect([code, examined(), report('mine')]).toEqual([0, [], before])
  })

  test('keeps the points that were asked for, and examines nothing again for others', async () => {
    await graded(['anna', ...TWO, '--points', '7,4'])
    expect(read('report/grades.csv')).toContain('"anna",11,22,"PASS","FAIL",11,0,,')
    examined()
    await graded(['--resume'])
    expect(read('report/grades.csv')).toContain('"anna",11,22,')
    await graded(['--resume', '--points', '0,1000'])
    expect(read('report/grades.csv')).toContain('"anna",1000,2000,')
    expect(examined()).toEqual([])
  })

  test('costs only itself what is damaged in the journal', async () => {
    await graded(['anna', 'bert', ...TWO])
    const before = report()
    examined()
    const [first = ''] = readdirSync(pathOf('report/.kata-grade/grades')).sort()
    put(pathOf(`report/.kata-grade/grades/${first}/03-gather.json`), '{"fingerprint": ')
    await graded(['anna', 'bert', ...TWO, '--resume'])
    expect(examined().length).toBe(1)
    expect(report()).toEqual(before)
  })
})

describe('an examiner that fails', () => {
  test('at one submission grades the others, blames nobody, and is asked again', async () => {
    const fake = fakeExaminer(folder, ['02-one-after-another', '03-gather'])
    const open: Tools['open'] = async () => ({
      ...fake,
      examine: async (submission, katas, signal) => {
        if (submission.name === 'anna') throw new Error('No room is left.')
        return fake.examine(submission, katas, signal)
      },
    })
    const { code, printed } = await graded(['anna', 'bert', ...TWO], { open })
    expect(code).toBe(1)
    expect(printed).toContain('2 grades could not be determined')
    const csv = read('report/grades.csv')
    expect(csv).toContain('"anna",0,0,"GRADER_ERROR","GRADER_ERROR",,')
    expect(csv).toContain('"bert",100,200,"PASS","FAIL",100,0')
    expect(read('report/summary.md')).toContain('The grader failed: No room is left.')
    examined()
    expect((await graded(['--resume'])).code).toBe(0)
    expect(examined()).toEqual(['anna 02-one-after-another', 'anna 03-gather'])
    expect(read('report/grades.csv')).toContain('"anna",100,200,"PASS","FAIL"')
  })

  test('from the beginning is told in a sentence', async () => {
    const open = () => Promise.reject(new Error('There is no room.'))
    const { code, printed } = await graded(['anna', ...TWO], { open })
    expect(code).toBe(1)
    expect(printed).toContain("Grading can't start: There is no room.\n")
  })
})

describe('a grader', () => {
  let child: ChildProcess
  let stderr = ''

  /** Starts one in a process of its own; waits until it examines the submission that takes for ever. */
  async function startUntilItWaits(): Promise<void> {
    submit('bert', 'WAITS', 'FAIL')
    child = spawn(
      process.execPath,
      [path.join(ROOT, 'test/grader/fake.ts'), 'anna', 'bert', 'cleo', ...TWO],
      { cwd: folder, env: environment(), stdio: ['ignore', 'ignore', 'pipe'] },
    )
    stderr = ''
    child.stderr?.setEncoding('utf8').on('data', text => (stderr += text))
    await expect
      .poll(() => existsSync(pathOf(EXAMINED)) && read(EXAMINED), {
        timeout: 1_200_000,
        interval: 20,
      })
      .toContain('bert')
  }

  function ended(): Promise<number | null> {
    return new Promise(resolve => child.on('close', code => resolve(code)))
  }

  afterEach(() => {
    child.kill('SIGKILL')
  })

  test('that is killed loses what was under way, and the next one gives the same report', async () => {
    await startUntilItWaits()
    const second = await graded(['anna', ...TWO, '--resume'])
    expect(second.printed).toContain('Another kata grade is running in report/')
    expect(second.code).toBe(1)

    const end = ended()
    child.kill('SIGKILL')
    await end
    expect(existsSync(pathOf('report/grades.csv'))).toBe(false)
    submit('bert', 'PASS', 'PASS')
    examined()
    await graded(['anna', 'bert', 'cleo', ...TWO, '--resume'])
    expect(examined().filter(line => line.startsWith('anna'))).toEqual([])
    await graded(['anna', 'bert', 'cleo', ...TWO, '--out', 'uninterrupted'])
    expect(report()).toEqual(report('uninterrupted'))
  })

  test.skipIf(process.platform === 'win32')(
    'that is interrupted says how to go on, with exit code 130',
    async () => {
      await startUntilItWaits()
      const end = ended()
      child.kill('SIGINT')
      expect(await end).toBe(130)
      expect(stderr).toContain('\n1 of 3  anna: 1 PASS, 1 FAIL\n')
      expect(stderr.split('\n').slice(-3)).toEqual([
        'Interrupted, with 1 of 3 submissions graded and saved. To continue, run:',
        'npx kata grade --resume',
        '',
      ])
      submit('bert', 'PASS', 'PASS')
      examined()
      expect((await graded(['--resume'])).code).toBe(0)
      expect(examined()).toEqual(
        ['bert', 'cleo'].flatMap(name => [`${name} 02-one-after-another`, `${name} 03-gather`]),
      )
    },
  )
})

describe('progress', () => {
  test('in a terminal is one line that is not wider than it', async () => {
    const written: string[] = []
    const stderr = { isTTY: true, columns: 30, write: (text: string) => written.push(text) }
    await graded(['anna', 'bert', 'cleo', ...TWO, '--jobs', '3'], { stderr })
    const lines = written.filter(text => text.includes('graded, now'))
    expect(lines.length).toBeGreaterThan(3)
    expect(lines.filter(line => line.length > 29 || line.includes('\n'))).toEqual([])
    // It is gone when the table comes.
    expect(written.at(-1)).toBe('\u001b[2K')
  })

  test('elsewhere is a line for each submission', async () => {
    const { printed } = await graded(['anna', 'bert', ...TWO])
    expect(printed).toMatch(/^1 of 2 {2}anna: 1 PASS, 1 FAIL\n2 of 2 {2}bert: 1 PASS, 1 FAIL\n/m)
  })
})
