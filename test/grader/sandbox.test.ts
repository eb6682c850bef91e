import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findKatas, type Kata } from '../../src/course/katas.ts'
import { pristineFolder } from '../../src/course/skeleton.ts'
import { runTree } from '../../src/grader/examiner/process-tree.ts'
import { launch, type Means, NONE, sentencesOn } from '../../src/grader/examiner/sandbox.ts'
import { Slots } from '../../src/grader/examiner/slots.ts'
import { submissionsIn } from '../../src/grader/examiner/submissions.ts'
import { readSubmitted } from '../../src/grader/examiner/submitted-files.ts'
import {
  changedFiles,
  layOut,
  makeHome,
  makeKept,
  readPristine,
  remove,
} from '../../src/grader/examiner/workspace.ts'
import { checkFiles } from '../../src/grader/inside/check-files.ts'
import type { Event, OrderedKata } from '../../src/grader/inside/events.ts'
import { LARGEST_FILE } from '../../src/grader/inside/limits.ts'

// The parts of the examiner, one by one; the verdict: verdict.test.ts; what they give together: two-parts.test.ts.

let folder = ''

beforeAll(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'kata-')))
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function put(file: string, content: string | Buffer = 'export {}\n'): string {
  const target = path.join(folder, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, content)
  return target
}

function kataNumbered(number: string): Kata {
  return findKatas().find(kata => kata.number === number) as Kata
}

describe('submissions', () => {
  test('a folder that mirrors katas/ is one, and so is one with the folders of katas themselves', () => {
    put('in-katas/katas/03-gather/gather.ts')
    put('bare/03-gather/gather.ts')
    const dirs = ['in-katas', 'bare'].map(name => path.join(folder, name))
    expect(submissionsIn(dirs)).toMatchObject([
      { name: 'in-katas', folder: path.join(folder, 'in-katas/katas') },
      { name: 'bare', folder: path.join(folder, 'bare') },
    ])
  })

  test('two of the same name are told apart, also where only the case differs', () => {
    for (const file of ['one/anna', 'two/anna', 'three/Anna']) put(`${file}/katas/x.md`)
    const dirs = ['one/anna', 'two/anna', 'three/Anna'].map(name => path.join(folder, name))
    expect(submissionsIn(dirs).map(({ name }) => name)).toEqual(['anna', 'anna (2)', 'Anna (3)'])
  })

  test('an empty hand-in is one as well: it does not hold up the others', () => {
    put('nothing/notes.txt')
    const dir = path.join(folder, 'nothing')
    const notes = ["No folder of a kata was found, but 'notes.txt'."]
    expect(submissionsIn([dir])).toMatchObject([{ name: 'nothing', folder: dir, notes }])
  })

  test('a folder of submissions is refused, with a hint', () => {
    put('class/anna/katas/03-gather/gather.ts')
    put('class/bert/gather.ts')
    expect(() => submissionsIn([path.join(folder, 'class')])).toThrow(
      /did you mean '.*class\/\*'\?/,
    )
  })

  test('a folder of one folder alone is a submission that is further down, and told of', () => {
    put('zipped/cooperativo-main/katas/03-gather/gather.ts')
    put('zipped/__MACOSX/katas/03-gather/gather.ts')
    const dir = path.join(folder, 'zipped')
    const notes = ["The katas were found in 'cooperativo-main/katas', not where they belong."]
    expect(submissionsIn([dir])).toMatchObject([
      { name: 'zipped', folder: path.join(dir, 'cooperativo-main/katas'), notes },
    ])
  })

  test('a file, and a folder that is not there, are refused in one sentence', () => {
    for (const dir of [put('a-file'), path.join(folder, 'gone')]) {
      expect(() => submissionsIn([dir])).toThrow(/^There is no folder '.*'\.$/)
    }
  })
})

describe('what is taken of a submission', () => {
  const gather = 'katas/03-gather/gather.ts'

  function invalid(name: string): string | undefined {
    const taken = readSubmitted(
      { name, folder: path.join(folder, name, 'katas') },
      kataNumbered('03'),
    )
    return 'invalid' in taken ? taken.invalid : undefined
  }

  /** The files that are taken for a kata, by name; or why none is. */
  function taken(name: string, number: string): ReadonlyMap<string, string> | string {
    const submission = { name, folder: path.join(folder, name, 'katas') }
    const got = readSubmitted(submission, kataNumbered(number))
    return 'files' in got
      ? new Map([...got.files].map(([file, content]) => [file, String(content)]))
      : got.invalid
  }

  const given = (number: string, file: string) =>
    readFileSync(path.join(pristineFolder(kataNumbered(number)), file), 'utf8')

  test('only the files that a student edits', () => {
    for (const file of ['to-thread.ts', 'worker.ts', 'to-thread.test.ts', 'more.ts']) {
      put(`eager/katas/10-to-thread/${file}`, '//')
    }
    expect(taken('eager', '10')).toEqual(
      new Map([
        ['to-thread.ts', '//'],
        ['worker.ts', '//'],
      ]),
    )
  })

  test('a file that the kata gives is taken as it is from those who do not hand it in', () => {
    put('short/katas/08-threads/fetch-posts.ts', '// mine')
    put('short/katas/10-to-thread/to-thread.ts', '// mine')
    expect(taken('short', '08')).toEqual(
      new Map([
        ['fetch-posts.ts', '// mine'],
        ['ask.ts', given('08', 'ask.ts')],
        ['worker.ts', given('08', 'worker.ts')],
      ]),
    )
    expect(taken('short', '10')).toBe('katas/10-to-thread/worker.ts was not submitted.')
  })

  test('a thread pool in the place of 08 is of 19, with its thread’s side, where 19 has none', () => {
    const pool = (text: string, worker: string) =>
      new Map([
        ['thread-pool.ts', text],
        ['worker.ts', worker],
      ])
    put('old/katas/08-threads/thread-pool.ts', '// an old one')
    put('old/katas/08-threads/worker.ts', '// its own')
    expect(taken('old', '19')).toEqual(pool('// an old one', '// its own'))
    expect(taken('old', '08')).toBe('katas/08-threads/fetch-posts.ts was not submitted.')

    put('old/katas/08-threads/fetch-posts.ts', '// a new one')
    expect((taken('old', '08') as Map<string, string>).get('worker.ts')).toBe(
      given('08', 'worker.ts'),
    )

    put('old/katas/19-thread-pool/thread-pool.ts', '// begun anew')
    expect(taken('old', '19')).toEqual(pool('// begun anew', given('19', 'worker.ts')))
  })

  test('no file, an empty one, one that is too large, not text, or no file at all is told of', () => {
    put('missing/katas/readme.md')
    put(`empty/${gather}`, ' \n')
    put(`large/${gather}`, 'x'.repeat(LARGEST_FILE + 1))
    put(`utf16/${gather}`, Buffer.from('\ufeffexport {}', 'utf16le'))
    put(`inside/${gather}/gather.ts`)
    expect(invalid('missing')).toBe(`${gather} was not submitted.`)
    expect(invalid('empty')).toBe(`${gather} is empty.`)
    expect(invalid('large')).toBe(`${gather} is larger than 256 KiB.`)
    expect(invalid('utf16')).toBe(`${gather} is not UTF-8 text.`)
    expect(invalid('inside')).toBe(`${gather} is not a file.`)
  })

  test.skipIf(process.platform === 'win32')('a link is never followed', () => {
    const secret = put('secret.ts')
    put('linked/katas/readme.md')
    mkdirSync(path.join(folder, 'linked/katas/03-gather'))
    symlinkSync(secret, path.join(folder, 'linked', gather))
    put('linked-folder/katas/readme.md')
    symlinkSync(
      path.join(folder, 'linked/katas/03-gather'),
      path.join(folder, 'linked-folder/katas/03-gather'),
    )
    expect(invalid('linked')).toBe(`${gather} is a link: submit the file itself.`)
    expect(invalid('linked-folder')).toBe('katas/03-gather is a link: submit the folder itself.')
  })
})

describe('a look at the files', () => {
  const tested =
    "import { type Task, gather } from './gather.ts'\nimport type { Other } from './gather.ts'\n"

  function look(code: string) {
    put('look/gather.ts', code)
    put('look/worker.ts')
    put('look/gather.test.ts', tested)
    put('look/gather.finer.test.ts', "import { more } from './gather.ts'\n")
    const kata: OrderedKata = {
      ...{ name: '', main: 'gather.ts', files: ['gather.ts'] },
      tests: [
        { file: 'gather.test.ts', part: 'idea' },
        { file: 'gather.finer.test.ts', part: 'finer' },
      ],
    }
    return checkFiles(kata, path.join(folder, 'look'))
  }

  test('what does not parse is told of, with its line', () => {
    const found = look('export const gather = 1\nexport const const = 2\n')
    expect(found?.loads).toBe(false)
    expect(found?.why).toMatch(/^gather\.ts can't be parsed at line 2: .+\.$/)
  })

  test('what the idea imports by name has to be exported; types and what finer points need do not', () => {
    expect(look('export function other() {}')).toEqual({
      why: "gather.ts does not export 'gather'.",
      loads: true,
    })
    expect(look('export default function gather() {}')?.why).toBe(
      "gather.ts does not export 'gather': it has a default export, but the tests import by name.",
    )
  })

  test('every way to export a name counts', () => {
    for (const code of [
      'export async function gather() {}',
      'export class gather {}',
      'export const { a: [gather = 1] } = { a: [] as number[] }',
      'const x = 1\nexport { x as gather }',
      "export * from './worker.ts'",
    ]) {
      expect(look(code), code).toBeUndefined()
    }
  })

  test('a name that is exported as a type alone is missing at run time', () => {
    expect(look('export type gather = 1')?.why).toMatch(/does not export/)
    expect(look('type gather = 1\nexport type { gather }')?.why).toMatch(/does not export/)
  })
})

describe('a workspace', () => {
  test('has the tests and the lab, and no solution; a change in it is found', () => {
    const home = makeHome()
    try {
      const pristine = readPristine([kataNumbered('19')])
      const names = [...pristine.keys()]
      expect(names).toContain('katas/19-thread-pool/thread-pool.test.ts')
      expect(names).toContain('katas/19-thread-pool/jobs/nap.ts')
      expect(names).not.toContain('katas/19-thread-pool/thread-pool.ts')
      expect(names.filter(name => /^(solutions|test\/verdicts)\//.test(name))).toEqual([])

      const workspace = layOut(home, 'w', pristine, new Map(), makeKept(home))
      expect(changedFiles(workspace, pristine)).toEqual([])
      writeFileSync(path.join(workspace.project, 'src/lab/machine/clock.ts'), '')
      rmSync(path.join(workspace.project, 'katas/19-thread-pool/jobs/nap.ts'))
      expect(changedFiles(workspace, pristine)).toEqual([
        'katas/19-thread-pool/jobs/nap.ts',
        'src/lab/machine/clock.ts',
      ])
    } finally {
      remove(home)
    }
  })

  test('those of a grader that is gone are removed, those of one that runs are not', () => {
    const { pid: gone } = spawnSync(process.execPath, ['--version'])
    const temporary = realpathSync(os.tmpdir())
    const old = mkdtempSync(path.join(temporary, `cooperativo-grade-${gone}-`))
    const running = mkdtempSync(path.join(temporary, `cooperativo-grade-${process.pid}-`))
    remove(makeHome())
    expect([existsSync(old), existsSync(running)]).toEqual([false, true])
    remove(running)
  })
})

describe('what keeps a submission in', () => {
  const all: Means = {
    ...{ namespaces: true, asUser: true, view: true },
    ...{ unprivileged: true, limits: true },
  }

  test('privileges go, and a view of its own is made, before Node starts', () => {
    const workspace = { folder: '/w', project: '/w/project' }
    const { file, argv } = launch(all, workspace, '/kept', false, ['x.ts'])
    const order = ['--kill-child=SIGKILL', '/kept', 'setpriv', '--no-new-privs', 'prlimit', 'x.ts']
    const places = order.map(word => argv.indexOf(word))
    expect(file).toBe('unshare')
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
  })

  test('nothing of the environment goes in', () => {
    process.env.KATA_SECRET = 'secret'
    const { env } = launch(NONE, { folder: '/w', project: '/w/project' }, '/kept', false, [])
    delete process.env.KATA_SECRET
    const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'TZ', 'NO_COLOR', 'SystemRoot']
    expect(Object.keys(env).filter(name => !names.includes(name))).toEqual([])
    expect(env.HOME).toBe(path.join('/w', 'temporary'))
  })

  test('a sentence for each thing that is on, and for each that is not', () => {
    const isOff = (sentence: string) => sentence.startsWith('OFF: ')
    expect(sentencesOn(all).filter(isOff)).toEqual([])
    expect(sentencesOn(NONE).filter(isOff)).toHaveLength(4)
  })
})

describe('a tree of processes', () => {
  const never = new AbortController().signal

  function run(script: string, patience = 20_000, signal = never, onEvent = (_: Event) => {}) {
    const workspace = { folder, project: folder }
    return runTree(
      launch(NONE, workspace, folder, false, ['-e', script]),
      patience,
      signal,
      onEvent,
    )
  }

  test('what it says is told, what is no event is not, and its end is', async () => {
    const events: Event[] = []
    const script = `console.log('{"type":"checking","kata":"k"}\\nnonsense\\n{"type":"over"}')`
    const end = await run(script, 20_000, never, event => events.push(event))
    expect(events).toEqual([{ type: 'checking', kata: 'k' }])
    expect(end).toMatchObject({ over: true, cut: undefined, code: 0 })
  })

  test('who says nothing any more is ended, and so is one that is to stop', async () => {
    expect(await run('setInterval(() => {}, 1000)', 300)).toMatchObject({ cut: 'silence' })
    const stopping = AbortSignal.timeout(300)
    expect(await run('for (;;);', 20_000, stopping)).toMatchObject({ over: false, cut: undefined })
  })

  test.skipIf(process.platform !== 'linux')(
    'a child that has left its group is ended',
    async () => {
      const { strays } = await run(
        `const { spawn } = require('node:child_process')
      const options = { detached: true, stdio: 'ignore' }
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], options)
      child.once('spawn', () => {
        require('node:fs').writeFileSync('stray.txt', String(child.pid))
        process.exit()
      })`,
      )
      expect(strays).toBe(1)
      const pid = readFileSync(path.join(folder, 'stray.txt'), 'utf8')
      // It is there until somebody has collected it: as a zombie.
      while (!/^$|^State:\s+[ZX]/m.test(statusOf(pid))) await new Promise(setImmediate)
    },
  )

  function statusOf(pid: string): string {
    try {
      return readFileSync(`/proc/${pid}/status`, 'utf8')
    } catch {
      return ''
    }
  }
})

describe('room for so many at a time', () => {
  test('who comes first has room first, and who gives up is not waited for', async () => {
    const slots = new Slots(1)
    const order: string[] = []
    const never = new AbortController().signal
    const use = (name: string, signal = never) =>
      slots.use(signal, async slot => {
        order.push(`${name} has ${slot}`)
        await null
      })
    const gaveUp = AbortSignal.abort(new Error('gave up'))
    const ends = [use('first'), use('second', gaveUp), use('third')]
    expect((await Promise.allSettled(ends)).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    expect(order).toEqual(['first has 0', 'third has 0'])
  })

  test('a list is split into as many parts as there is room for', () => {
    expect(new Slots(2).groups([1, 2, 3])).toEqual([[1, 3], [2]])
    expect(new Slots(4).groups([1])).toEqual([[1]])
  })
})
