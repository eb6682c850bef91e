import { describe, expect, test } from 'vitest'
import { parseAst } from 'vitest/node'
import { whyForbidden } from '../../src/grader/inside/forbidden.ts'
import { frozenOut } from '../../src/grader/inside/guards/frozen-words.ts'
import { words } from '../../src/grader/words/words.ts'

const why = (code: string) => whyForbidden(parseAst(code, { lang: 'ts' }, 'own.ts'), 'own.ts')

describe('a submission may', () => {
  test.for([
    "import { setTimeout as sleep } from 'node:timers/promises'",
    "import { setTimeout as sleep } from 'timers/promises'",
    "import { get } from '#lab/blocking'",
    "import pg from 'pg'\nimport mysql from 'mysql2/promise'\nimport { Redis } from 'ioredis'",
    "import { helper } from './worker.ts'\nexport * from './worker.ts'",
    "import { AsyncLocalStorage } from 'node:async_hooks'",
    "import type { PathLike } from 'node:fs'\nimport type * as tests from '#lab'",
    "const { readFile } = await import('node:util')",
    "const { EventEmitter } = require('node:events')",
    'const job = await import(workerData)',
    "const worker = new URL('./worker.ts', import.meta.url)",
    "await redis.eval('return 1')",
    "const module = await import('./jobs/add.ts')\nmodule.default()",
    'export const thenable = { then: 1 }\nfunction then() {}',
    'class Job { eval = 1; require() {} }',
    'new.target',
  ])('write %j', code => {
    expect(why(code.includes('new.target') ? `function f() { ${code} }` : code)).toBeUndefined()
  })
})

describe('a submission is not run that', () => {
  test.for([
    ["import { readFileSync } from 'node:fs'", "own.ts imports 'node:fs', which no kata needs"],
    ["import { readFileSync } from 'fs'", "imports 'fs'"],
    ["import { expect } from 'vitest'", "imports 'vitest'"],
    ["export { observe } from '#lab'", "imports '#lab'"],
    ["export * from '../../solutions/03-gather/gather.ts'", 'imports'],
    ["import './own.test.ts'", "imports './own.test.ts'"],
    ["import text from './own.test.ts?raw'", 'imports'],
    ["import './../18-main-loop/main-loop.ts'", 'imports'],
    ["await import('node:child_process')", "imports 'node:child_process'"],
    ["require('node:vm')", "imports 'node:vm'"],
    ["import { createHook } from 'node:async_hooks'", 'more from'],
    ["import * as hooks from 'async_hooks'", 'more from'],
    ['const { cache } = require', 'uses require'],
    ["require('pg', require)", 'uses require'],
    ["eval('1')", 'uses eval'],
    ["(0, eval)('1')", 'uses eval'],
    ['const { eval: run } = globalThis; const other = { eval }', 'uses eval'],
    ["__vite_ssr_import__('vitest')", 'reaches into the test runner'],
    ["\\u005f_vite_ssr_import__('vitest')", 'reaches into the test runner'],
    ['const __cooperativo_import = String', 'reaches into the test runner'],
    ["import.meta.glob('/test/**')", 'uses import.meta.glob'],
    ["(import.meta as any).glob('/test/**')", 'uses import.meta'],
    ['export function then() {}', "exports something named 'then'"],
    ['const wait = 1\nexport { wait as then }', "exports something named 'then'"],
    ["export * as then from './worker.ts'", "exports something named 'then'"],
  ] as const)('writes %j', ([code, part]) => {
    expect(why(code)).toContain(part)
  })
})

describe('what an engine says of a change', () => {
  test.for([
    [
      "Cannot assign to read only property 'is' of function 'function Object() { [native code] }'",
      'Object.is',
    ],
    ["Cannot assign to read only property 'then' of object '#<Promise>'", 'Promise.then'],
    ["Cannot assign to read only property 'Promise' of object '#<Object>'", 'Promise'],
    ["Cannot assign to read only property 'now' of object '#<Performance>'", 'performance.now'],
    ['Cannot redefine property: is', 'Object.is'],
  ] as const)('%j is about what is frozen', ([message, what]) => {
    expect(frozenOut(message)).toBe(words.tampering.changed(what))
  })

  test.for([
    "Cannot assign to read only property '0' of object '[object Array]'",
    "Cannot assign to read only property 'status' of object '#<Object>'",
    'Cannot add property 3, object is not extensible',
    'Cannot redefine property: status',
    'expected the run to take 4,090 ms, but it took 950 ms',
  ])("%j is about a student's own", message => {
    expect(frozenOut(message)).toBeUndefined()
  })
})
