import { readFileSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { timeline } from '#lab'
import type { Picture } from '#lab/drawing'
import { onlyGoalOf } from '../../src/course/goals.ts'
import { ROOT } from '../../src/course/katas.ts'
import {
  type ExpectedTest,
  type Grade,
  ofPart,
  type TestGrade,
  VERDICTS,
  type Verdict,
} from '../../src/grader/grades.ts'
import { filesOf } from '../../src/grader/reports/files.ts'
import { widthOf } from '../../src/grader/reports/harmless.ts'
import { pageNames } from '../../src/grader/reports/page-names.ts'
import { type Graded, type Report, reportOf } from '../../src/grader/reports/report.ts'
import { summaryOf } from '../../src/grader/reports/summary.ts'
import { tableOf } from '../../src/grader/reports/table.ts'
import { type Element, elementsOf, mistakesIn, rowsOf, type Schema } from './report-checks.ts'

// The reports of kata grade, made of grades that no examiner has given. Names and messages are as evil as
// somebody could make them.

const EVIL = [
  ...['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t=1', '\r=1', '\uff1d1', "'=1", '"quoted", "twice"'],
  ...[
    'a,b;c',
    'line\nbreak',
    '\u001b[31mred\u001b[0m',
    '\u001b]0;title\u0007',
    '\u009b31m',
    '\u0000',
  ],
  ...[
    '\u202edrowssap',
    '\u2028',
    '\ufeff',
    '\ufffe',
    '\ud800',
    '\u{e0041}',
    '</details>',
    '<b>bold',
  ],
  ...[
    '<script>alert(1)</script>',
    '| pipe | pipe |',
    'back\\|slash',
    '`tick` ``two``',
    '```',
    '---',
  ],
  ...['[link](https://example.org)', '![image](x)', '@everyone', '#1', 'www.example.org', '*bold*'],
  ...[
    'a_b_c',
    'CON',
    'con.txt',
    'LPT1',
    'name.',
    ' name',
    'Anna',
    'anna',
    '../../etc/passwd',
    'C:\\x',
  ],
  ...[
    '漢字'.repeat(12),
    '👩‍👩‍👧‍👦'.repeat(9),
    `Z${'\u0301'.repeat(500)}`,
    'x'.repeat(255),
    '',
    '-->',
    ']]>',
    '&amp;',
  ],
]

/** Both parts have a test of the same name. */
const TESTS: readonly ExpectedTest[] = [
  ...['adds', 'waits', 'ends'].map(name => ({ part: 'idea', name }) as const),
  ...['adds', 'sums'].map(name => ({ part: 'finer', name }) as const),
]

const KATAS = Array.from({ length: 18 }, (_, index) => ({
  number: `${index + 1}`.padStart(2, '0'),
  name: `${`${index + 1}`.padStart(2, '0')}-kata`,
  title: `Kata ${index + 1}`,
  tests: TESTS,
}))

const POINTS = { idea: 80, finer: 20 }

function reportWith(graded: readonly Graded[], katas: Report['katas'] = KATAS): Report {
  const facts = {
    graded: '2026-11-23T08:00:00.000Z',
    course: { version: '0.1.0', fingerprint: '0123456789abcdef' },
    timeout: 60,
    points: POINTS,
    protections: ['No network.', 'Names <b>are</b> -- shown.', `It is ${'very '.repeat(20)}safe.`],
    katas,
  }
  return reportOf(facts, graded)
}

/** A PASS with one of two finer points. */
function gradeOf(kata: string, verdict: Verdict, message = 'expected 1 to be 2'): Grade {
  const failed = { status: 'failed', message, place: 'katas/a.ts:1' } as const
  const passes = verdict === 'PASS'
  const tests: readonly TestGrade[] = [
    { part: 'idea', name: 'adds', status: 'passed' },
    { part: 'idea', name: 'waits', ...(passes ? { status: 'passed' } : failed) },
    { part: 'idea', name: 'ends', status: passes ? 'passed' : 'not run' },
    { part: 'finer', name: 'adds', status: 'passed' },
    { part: 'finer', name: 'sums', ...failed },
  ]
  const warnings = passes ? [`Left: ${message}`] : []
  return { kata, verdict, ...(passes ? {} : { reason: message }), tests, warnings }
}

/** Each student has each verdict once, and says nothing but evil things. */
const evil = reportWith(
  EVIL.map(name => ({
    name,
    grades: KATAS.map(({ name: kata }, index) => {
      return gradeOf(kata, VERDICTS[index % VERDICTS.length] as Verdict, `${name}\n${name}`)
    }),
  })),
)
const files = filesOf(evil)
const textOf = (name: string) => files.get(name) as string

/** One student with one kata. */
function pageWith(grade: Grade): string {
  const report = reportWith([{ name: 'anna', grades: [grade] }], KATAS.slice(0, 1))
  return filesOf(report).get('students/anna.md') as string
}

describe('every report', () => {
  test('has no character that a terminal or a browser obeys', () => {
    const obeyed = /(?![\n\r\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
    const texts = [...files.values(), tableOf(evil)].map(stripVTControlCharacters)
    for (const text of texts) expect(obeyed.exec(text.replace(/^\ufeff/, ''))).toBe(null)
  })

  test('that people read says in its first line what kept submissions from doing harm', () => {
    const texts = [...files].filter(([name]) => name.endsWith('.md')).map(([, text]) => text)
    const lines = [...texts, tableOf(evil)].map(text => text.split('\n')[0])
    expect(lines.filter(line => !line?.includes('Protections: No network.'))).toEqual([])
  })

  test('is the same for the same grades, but for the time in results.json', () => {
    const later = filesOf({ ...evil, graded: '2027-01-01T00:00:00.000Z' })
    const others = [...files.keys()].filter(name => later.get(name) !== files.get(name))
    expect(others).toEqual(['results.json'])
  })

  test('of a long message has its beginning, and says how much is left out', () => {
    const message = 'line\n'.repeat(1_000)
    const report = reportWith([{ name: 'anna', grades: [gradeOf('01-kata', 'FAIL', message)] }])
    const [, failed] = report.students[0]?.grades[0]?.tests ?? []
    expect(failed?.message).toMatch(/^line\nline\n[\s\S]*\n… and 901 more lines$/)
    const wide = reportWith([{ name: 'a', grades: [gradeOf('01-kata', 'FAIL', 'x'.repeat(9e3))] }])
    expect(wide.students[0]?.grades[0]?.tests[1]?.message).toMatch(/x\n… and 1000 more characters$/)
  })
})

describe('grades.csv', () => {
  const [head = [], ...rows] = rowsOf(textOf('grades.csv').slice(1))

  test('begins with the mark that Excel needs for UTF-8, and has a row for each student', () => {
    expect(textOf('grades.csv').startsWith('\ufeff"student","points","of","01-kata"')).toBe(true)
    expect(rows.length).toBe(EVIL.length)
    expect(rows.filter(row => row.length !== 3 + 3 * KATAS.length)).toEqual([])
  })

  test('has the verdicts, and the points but of what was not graded', () => {
    const [first = []] = rows
    expect(first.slice(3, 13)).toEqual([...VERDICTS])
    expect(head[21]).toBe('01-kata points')
    expect(first.slice(21, 31)).toEqual(['90', '26', '26', '26', '26', '26', '26', '26', '0', ''])
  })

  test('has how many finer points pass, and nothing where there are none', () => {
    expect(head[39]).toBe('01-kata finer')
    const [first = []] = rows
    expect(first.slice(39, 49)).toEqual(['1', '1', '1', '1', '1', '1', '1', '1', '0', ''])
    const tests = [{ part: 'idea', name: 'adds', status: 'passed' } as const]
    const grades = [{ ...gradeOf('01-kata', 'PASS'), tests }]
    const csv = filesOf(reportWith([{ name: 'anna', grades }], KATAS.slice(0, 1))).get('grades.csv')
    expect(csv).toMatch(/\r\n"anna",100,100,"PASS",100,\r\n$/)
  })

  test('has no cell that a spreadsheet program computes', () => {
    const names = rows.map(([name = '']) => name)
    expect(names.filter(name => /^\s*[=+\-@\uff1d]/.test(name))).toEqual([])
    expect(names.slice(0, 4)).toEqual(["'=1+1", "'+1", "'-1", "'@SUM(A1)"])
    expect(names).toContain('"quoted", "twice"')
  })
})

describe('results.json', () => {
  const schema = JSON.parse(
    readFileSync(path.join(ROOT, 'docs/grading-schema.json'), 'utf8'),
  ) as Schema

  test('is as its schema in docs/ has it, and the schema has all of it', () => {
    expect(mistakesIn(JSON.parse(textOf('results.json')), schema)).toEqual([])
    expect(mistakesIn({ version: 3, more: 1 }, schema)).toContain('$.version is 3')
  })

  test('tells the parts of a kata apart, and what they are worth', () => {
    const { points, katas, submissions } = JSON.parse(textOf('results.json'))
    expect(points).toEqual(POINTS)
    expect(katas[0].tests).toEqual({ idea: ['adds', 'waits', 'ends'], finer: ['adds', 'sums'] })
    const { tests } = submissions[0].grades[0]
    expect(tests.map(({ part, name }: ExpectedTest) => `${part} ${name}`)).toEqual(
      TESTS.map(({ part, name }) => `${part} ${name}`),
    )
  })
})

describe('junit.xml', () => {
  const root = elementsOf(textOf('junit.xml'))
  const cases = (suite: Element) => suite.children.filter(({ name }) => name === 'testcase')

  test('is well-formed, and has a suite for each kata of each submission', () => {
    expect(root.name).toBe('testsuites')
    expect(root.children.length).toBe(EVIL.length * KATAS.length)
  })

  test('counts what its suites have', () => {
    const wrong = root.children.filter(suite => {
      const of = (what: string) =>
        cases(suite).filter(({ children }) => children.some(({ name }) => name === what)).length
      const { tests, failures, errors, skipped } = suite.attributes
      const counted = [cases(suite).length, of('failure'), of('error'), of('skipped')].map(String)
      return counted.join() !== [tests, failures, errors, skipped].join()
    })
    expect(wrong).toEqual([])
    expect(root.attributes.tests).toBe(`${root.children.flatMap(cases).length}`)
  })

  test('has an error for every verdict that its tests do not tell', () => {
    const errors = root.children.slice(0, VERDICTS.length).map(suite => {
      return cases(suite).flatMap(each => each.children.filter(({ name }) => name === 'error'))
    })
    expect(errors.map(each => each[0]?.attributes.type)).toEqual([
      undefined,
      undefined,
      ...VERDICTS.slice(2),
    ])
  })

  test('has no failure for a finer point: it is skipped, with what it failed with', () => {
    const [pass, fail] = root.children as [Element, Element]
    expect(pass.attributes).toMatchObject({ tests: '5', failures: '0', errors: '0', skipped: '1' })
    expect(fail.attributes).toMatchObject({ tests: '5', failures: '1', errors: '0', skipped: '2' })
    const [skipped] = cases(pass).at(-1)?.children ?? []
    expect(skipped?.attributes.message).toBe('A finer point, which PASS does not need: =1+1')
    expect(skipped?.text).toContain('At katas/a.ts:1')
    const names = cases(pass).map(({ attributes: { classname, name } }) => `${classname} ${name}`)
    expect(new Set(names).size).toBe(5)
  })

  test('has an error for a FAIL without a test of its idea that failed', () => {
    const tests = [
      { part: 'idea', name: 'adds', status: 'passed' },
      { part: 'finer', name: 'adds', status: 'failed' },
    ] as const
    const grade = {
      kata: '01-kata',
      verdict: 'FAIL',
      reason: 'Late.',
      tests,
      warnings: [],
    } as const
    const report = reportWith([{ name: 'anna', grades: [grade] }], KATAS.slice(0, 1))
    const [suite] = elementsOf(filesOf(report).get('junit.xml') as string).children
    expect(suite?.attributes).toMatchObject({ tests: '3', failures: '0', errors: '1' })
  })
})

describe('summary.md', () => {
  const unfenced = (text: string) => text.replaceAll(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '')

  test('has a row of the same cells for each student', () => {
    const rows = unfenced(textOf('summary.md')).match(/^\|.*$/gm) ?? []
    expect(rows.length).toBe(EVIL.length + 2)
    expect(rows.filter(row => row.split('|').length !== 4 + 2 + KATAS.length)).toEqual([])
  })

  test('counts what is complete where there are finer points', () => {
    const tests = gradeOf('01-kata', 'PASS').tests
    const done = tests.map(test => ({ ...test, status: 'passed' as const }))
    const grades = [
      { ...gradeOf('01-kata', 'PASS'), tests: done },
      gradeOf('02-kata', 'PASS'),
      gradeOf('03-kata', 'FAIL'),
    ]
    const some = KATAS.slice(0, 3)
    const rowsOf = (katas: Report['katas']) =>
      summaryOf(reportWith([{ name: 'anna', grades }], katas)).match(/^\|.*$/gm)
    expect(rowsOf(some)?.at(0)).toBe('| student | points | pass | complete | 01 | 02 | 03 |')
    expect(rowsOf(some)?.at(-1)).toBe('| anna | 216 of 300 | 2 of 3 | 1 of 3 | ok | ok | FAIL |')
    const plain = some.map(kata => ({ ...kata, tests: ofPart(kata.tests, 'idea') }))
    expect(rowsOf(plain)?.at(0)).toBe('| student | points | pass | 01 | 02 | 03 |')
  })

  test('has no HTML outside of fences but its own', () => {
    const tags = unfenced(textOf('summary.md')).match(/<[^>]*>/g) ?? []
    const own = ['<details>', '<summary>', '</summary>', '</details>']
    expect(tags.filter(tag => !own.includes(tag))).toEqual([])
    expect(tags.length).toBe(4 * EVIL.length)
  })

  test('fits what GitHub takes, and says how much is left out', () => {
    const students = Array.from({ length: 40 }, (_, index) => ({
      name: `student ${index}`,
      grades: KATAS.map(({ name }) => gradeOf(name, 'TAMPERED', 'ä'.repeat(2_000))),
    }))
    const text = summaryOf(reportWith(students))
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
    expect(text).toContain('There is no room here for the feedback on')
    const short = summaryOf(reportWith(students), 5_000)
    expect(Buffer.byteLength(short)).toBeLessThan(5_000)
    expect(short).toMatch(
      /There is no room here for \d+ more submissions: see `grades.csv` for all of them/,
    )
  })
})

describe('the page of a student', () => {
  test('tells of a solved kata how far its finer points are, and names the next one', () => {
    const grade = { ...gradeOf('01-kata', 'PASS'), warnings: ['It left a timer open.'] }
    expect(pageWith(grade)).toContain(
      '1 of 1 kata passed, 0 complete, 90 of 100 points.\n\n## Passed\n\n' +
        '- 01 Kata 1: finer points 1 of 2, 90 of 100 points\n' +
        '  - The next finer point: **sums**. To see it, run `npx kata run 01 --finer`.\n' +
        '  - Worth knowing: It left a timer open.\n',
    )
    const done = grade.tests.map(test => ({ ...test, status: 'passed' as const }))
    const complete = pageWith({ ...grade, tests: done })
    expect(complete).toContain('1 of 1 kata passed, 1 complete, 100 of 100 points.')
    expect(complete).toContain('- 01 Kata 1: complete, 100 of 100 points\n')
    expect(complete).not.toContain('next finer point')
  })

  test('says nothing of finer points where there are none', () => {
    const kata = { number: '01', name: '01-kata', title: 'Kata 1', tests: ofPart(TESTS, 'idea') }
    const tests = ofPart(gradeOf('01-kata', 'PASS').tests, 'idea')
    const grades = [{ ...gradeOf('01-kata', 'PASS'), tests, warnings: [] }]
    const page = filesOf(reportWith([{ name: 'anna', grades }], [kata])).get('students/anna.md')
    expect(page).toContain('1 of 1 kata passed, 100 of 100 points.')
    expect(page).toContain('- 01 Kata 1: 100 of 100 points\n')
  })

  test('shows the first test of the idea that fails, and counts the others', () => {
    const tests = ['a', 'b', 'c'].map(name => {
      const message = `${name} is wrong`
      return { part: 'idea', name: `${name} fails`, status: 'failed', message } as const
    })
    const missing = { part: 'idea', name: 'd', status: 'not run' } as const
    const finer = { part: 'finer', name: 'e', status: 'failed' } as const
    const page = pageWith({ ...gradeOf('01-kata', 'FAIL'), tests: [...tests, missing, finer] })
    expect(page).toContain('0 of 4 tests passed, 0 of 100 points.')
    expect(page).toContain('The first failing test: **a fails**\n\n```text\na is wrong\n```\n')
    expect(page).toContain('2 more tests failed, 1 test could not be run.')
    expect(page).not.toContain('b is wrong')
    expect(page).toContain('`katas/01-kata/README.md`')
  })

  describe('below the picture of a run', () => {
    const name = 'fetchPosts has all nineteen requests in flight at once, and takes 950 ms'
    const tests = [{ part: 'idea', name } as const]
    const kata = { number: '03', name: '03-gather', title: 'Gather', tests }
    const goal =
      /\n\nWhat a correct solution does:\n\n```text\n +ms 0 [^`]*\nthe goal {2}[^`]* 0-950\n/

    function pageOf(message: string, test = name): string {
      const failed = { part: 'idea', name: test, status: 'failed', message } as const
      const grade = { ...gradeOf('03-gather', 'FAIL'), tests: [failed] }
      const report = reportWith([{ name: 'anna', grades: [grade] }], [kata])
      return filesOf(report).get('students/anna.md') as string
    }

    test('stands what a right solution does', () => {
      expect(pageOf('It took too long.\n\nWhat your code did:\n\nms 0')).toMatch(goal)
    })

    test.each([
      ['there is no picture', pageOf('It took too long.')],
      ['nothing is known of the test', pageOf('What your code did:\n\nms 0', 'another one')],
    ])('stands nothing where %s', (_why, page) => {
      expect(page).toContain('The first failing test')
      expect(page).not.toContain('correct solution')
    })

    test('stands nothing where it is the very same', () => {
      const picture = timeline(onlyGoalOf(kata, name) as Picture)
      expect(pageOf(`What your code did:\n\n${picture}`)).not.toContain('correct solution')
    })
  })

  test('shows a message that can not end its block', () => {
    const message = 'a\n```\n````text\n# Not a heading'
    expect(pageWith(gradeOf('01-kata', 'FAIL', message))).toContain(
      `\`\`\`\`\`text\n${message}\n\`\`\`\`\`\n`,
    )
  })

  test('does not blame anybody for what the grader could not do', () => {
    const page = pageWith(gradeOf('01-kata', 'GRADER_ERROR', 'No reference.'))
    expect(page).toContain('0 of 1 kata passed, 0 complete, 0 of 0 points.')
    expect(page).toContain('our fault')
    expect(page).not.toContain('tests passed')
  })

  test('has a name of its own even where somebody has foreseen it', () => {
    const [, foreseen = ''] = pageNames(['Anna', 'anna'])
    const names = pageNames(['Anna', 'anna', foreseen.replace('.md', '')])
    expect(new Set(names).size).toBe(3)
  })

  test('has a name that every system takes for a file, of its own whatever the case', () => {
    const names = pageNames([
      ...EVIL,
      'ANNA',
      'anna-0a1b2c3d',
      'bert (2)',
      '-rf',
      'nul.tar.gz',
      'e\u0301',
      '\u00e9',
    ])
    expect(names.filter(name => !/^[\p{L}\p{N}\p{M}()._ -]{1,80}\.md$/u.test(name))).toEqual([])
    expect(names.filter(name => /^(con|nul|lpt1)\b/i.test(name) || /^[. -]/.test(name))).toEqual([])
    expect(new Set(names.map(name => name.normalize('NFC').toLowerCase())).size).toBe(names.length)
    expect(names).toContain('bert (2).md')
    expect(names.filter(name => /^anna-/i.test(name)).length).toBe(4)
  })
})

describe('the table in the terminal', () => {
  const lines = stripVTControlCharacters(tableOf(evil)).split('\n')

  test('is no wider than 80 columns, whatever the names', () => {
    expect(lines.filter(line => widthOf(line) > 80)).toEqual([])
  })

  test('has the marks of each student at the same columns', () => {
    const head = lines.findIndex(line => line.startsWith('student'))
    const rows = lines.slice(head + 1, head + 1 + EVIL.length)
    const marks = / {2}2\/18 ok {2}F {2}T {2}D {2}A {2}M {2}O {2}- {2}X {2}\? ok/
    expect(rows.filter(row => !marks.test(row) || widthOf(row) !== 80)).toEqual([])
  })

  test('reckons with letters that take two columns, or none', () => {
    expect(['a漢', '👍', 'e\u0301', '␛'].map(widthOf)).toEqual([3, 2, 1, 1])
  })

  test('tells what the marks mean, and what is to be looked at', () => {
    expect(lines).toContain(
      'ok PASS, F FAIL, T TIMEOUT, D DEADLOCK, A ABORTED, M MEMORY, O OUTPUT_LIMIT,',
    )
    expect(lines.filter(line => /^- (TAMPERED|GRADER_ERROR), \d\d-kata, /.test(line)).length).toBe(
      10,
    )
  })

  test('counts what is complete where there are finer points', () => {
    const line = `Complete, with all finer points: 0 of ${2 * EVIL.length} PASS.`
    expect(lines).toContain(line)
    const katas = KATAS.map(kata => ({ ...kata, tests: ofPart(kata.tests, 'idea') }))
    expect(tableOf({ ...evil, katas })).not.toContain('Complete')
  })

  test('is in parts where there are more katas than fit', () => {
    const katas = [...KATAS, ...KATAS].map((kata, index) => ({ ...kata, number: `${10 + index}` }))
    const grades = katas.map(({ name }) => gradeOf(name, 'PASS'))
    const text = stripVTControlCharacters(tableOf(reportWith([{ name: 'anna', grades }], katas)))
    expect(text.match(/^anna .*$/gm)?.length).toBe(2)
    expect(text.match(/^student .* 45$/m)).not.toBe(null)
  })
})

describe('docs/instructors.md', () => {
  const fileOf = (name: string) => readFileSync(path.join(ROOT, name), 'utf8')
  const page = fileOf('docs/instructors.md')
  const namesIn = (text: string, pattern: RegExp) =>
    [...text.matchAll(pattern)].map(([, name]) => name)

  test('tells of every verdict', () => {
    expect(namesIn(page, /^\| `([A-Z_]+)` /gm)).toEqual([...VERDICTS])
  })

  test('shows a workflow that gives the other one what it takes', () => {
    const inputs = namesIn(fileOf('.github/workflows/grade.yml'), /^ {6}([a-z-]+):$/gm)
    const [, given = ''] = /^ {4}with:\n((?: {6}.*\n)+)/m.exec(page) ?? []
    const names = namesIn(given, /^ {6}([a-z-]+): /gm)
    expect(names).toEqual(['course', 'ref', 'katas'])
    expect(names.filter(name => !inputs.includes(name))).toEqual([])
  })
})
