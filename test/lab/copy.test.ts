import { expect, test } from 'vitest'
import { edit, pathOf, run, useCopy } from '../command/copy.ts'

// The project is copied whole: for each variant of the verdicts, for each submission that is graded, by students
// who unpack a zip. What runs there must be the copy's own, never the original's.

useCopy()

test('in a copy of the project every module of the lab that is loaded lies in the copy', async () => {
  edit(
    'loaded.ts',
    "import inspector from 'node:inspector'",
    '/** The files that this thread has loaded: a debugger is told of each when it comes. */',
    'export function loaded(): string[] {',
    '  const urls: string[] = []',
    '  const session = new inspector.Session()',
    '  session.connect()',
    "  session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url))",
    "  session.post('Debugger.enable')",
    '  session.disconnect()',
    "  return urls.filter(url => url.startsWith('file:') && !url.includes('/node_modules/'))",
    '}',
  )
  edit(
    'worker.ts',
    "import { parentPort } from 'node:worker_threads'",
    "import { get } from '#lab/blocking'",
    "import { loaded } from './loaded.ts'",
    "parentPort?.postMessage([get('https://example.org/').status, loaded()])",
  )
  edit(
    'program.ts',
    "import { once } from 'node:events'",
    "import { Worker } from 'node:worker_threads'",
    "import { simulate } from '#lab'",
    "import { sleep } from '#lab/blocking'",
    "import '#lab/report'",
    "import '#lab/guarding'",
    "import { loaded } from './loaded.ts'",
    "const server = { 'https://example.org/': { delay: 10 } }",
    'const { elapsed, result } = await simulate({ server }, async () => {',
    '  sleep(5)',
    "  await using worker = new Worker(new URL('./worker.ts', import.meta.url))",
    "  const [[status, files]] = await once(worker, 'message')",
    "  await fetch('https://example.org/')",
    '  return { status, files }',
    '})',
    'console.log(JSON.stringify({ elapsed, ...result, main: loaded() }))',
  )
  const { stdout, stderr } = await run(process.execPath, [pathOf('program.ts')])
  expect(stderr).toBe('')
  const { elapsed, status, files, main } = JSON.parse(stdout)
  expect([elapsed, status]).toEqual([25, 200])
  for (const all of [main, files] as string[][]) {
    expect(all.filter(file => file.includes('/src/lab/')).length).toBeGreaterThan(20)
    expect(all.filter(file => !decodeURI(file).startsWith(`file://${pathOf('')}`))).toEqual([])
  }
})
