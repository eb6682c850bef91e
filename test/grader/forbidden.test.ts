import { describe, expect, test } from 'vitest'
import { parseAst } from 'vitest/node'
import { additionTo } from '../../src/grader/inside/built-ins.ts'
import { whyForbidden } from '../../src/grader/inside/forbidden.ts'
import { frozenOut, notExtensible } from '../../src/grader/inside/guards/frozen-words.ts'
import type { Node } from '../../src/grader/inside/syntax.ts'
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
    'if (import.meta.main) console.log(1)',
    'if (import.meta.main === true) console.log(1)',
    "if ((import.meta as { main?: boolean }).main) console.log(import.meta['url'])",
    'const { main } = import.meta\nif (main) console.log(1)',
    'if (process.argv[1] === import.meta.filename) console.log(1)',
    "import { fileURLToPath } from 'node:url'\nif (fileURLToPath(import.meta.url) === process.argv[1]) console.log(1)",
    'export function check(require: boolean) { return require ? 1 : 2 }',
    "export const load = (require: (name: string) => void) => require('anything')",
    'const { require } = { require: true }\nif (require) console.log(require)',
    'for (const require of [true]) console.log(require)',
    'try { f() } catch (require) { throw require }',
    'class Rule { constructor(private require = true) {} get() { return this.require } }',
    'function f() { if (g) { var require = 1 }\n return require }',
    'export function require(name: string) { return () => require(name) }',
    "import { require } from './worker.ts'\nrequire('anything')",
    'const own = function require(n: number): number { return n ? require(n - 1) : 0 }',
    'function f({ rules: { require = true }, ...rest }) { return require && rest }',
    'switch (x) { case 1: let require = 1; case 2: console.log(require) }',
    'enum Rule { require, eval }\nconsole.log(Rule.require)',
    'interface Rule { require: boolean; check(require: boolean): void }',
    'type Check = (require: boolean) => void\nlet load: typeof require',
    "let stats: import('node:fs').Stats | undefined",
    'require: for (;;) break require',
    'const rules = { require: true, eval: false, __vitest_worker__: 1 }\nrules.require = rules.eval',
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
    ['declare const require: { cache: object }\nconst { cache } = require', 'uses require'],
    ['declare function require(name: string): unknown\nrequire(name)', 'uses require'],
    ['function require(name: string): unknown\nrequire(name)', 'uses require'],
    ['declare global { const require: any }\nrequire(name)', 'uses require'],
    // The runner's, which a `var` of the whole file only names again.
    ['var require: any\nrequire(name)', 'uses require'],
    ['if (1) { for (;;) { var require } }\nconsole.log(require)', 'uses require'],
    ['enum require {}', 'uses require'],
    ['namespace require { export const a = 1 }', 'uses require'],
    ['namespace N { export let require: any; console.log(require) }', 'uses require'],
    ["import type { require } from './worker.ts'\nrequire(name)", 'uses require'],
    ["import { type require } from './worker.ts'\nrequire(name)", 'uses require'],
    ['function f(require: boolean) { return require }\nrequire(name)', 'uses require'],
    ['{ const require = 1 }\nrequire(name)', 'uses require'],
    ['function f(load = require) { var require = 1 }', 'uses require'],
    ['function f(load = require) { function require() {} }', 'uses require'],
    ['const f = function require() {}\nrequire(name)', 'uses require'],
    ['class A { static { var require = 1 } own = require }', 'uses require'],
    ['try { f() } catch (require) {}\nrequire(name)', 'uses require'],
    ['const { [require]: a } = own', 'uses require'],
    ['({ require } = own)', 'uses require'],
    ['export { require }', 'uses require'],
    ['require.resolve(name)', 'uses require'],
    ["require?.('pg').x(require)", 'uses require'],
    ['if (require.main === module) console.log(1)', 'if (import.meta.main)'],
    ['globalThis.eval("1")', 'uses eval'],
    ["(globalThis as any)['require'](name)", 'uses require'],
    ["import fs = require('node:fs')", "imports 'node:fs'"],
    ["require('pg', require)", 'uses require'],
    ["eval('1')", 'uses eval'],
    ["(0, eval)('1')", 'uses eval'],
    ['const { eval: run } = globalThis; const other = { eval }', 'uses eval'],
    ["__vite_ssr_import__('vitest')", 'reaches into the test runner'],
    ["\\u005f_vite_ssr_import__('vitest')", 'reaches into the test runner'],
    ['const __cooperativo_import = String', 'reaches into the test runner'],
    ["import.meta.glob('/test/**')", 'uses import.meta.glob'],
    ["(import.meta as any).glob('/test/**')", 'uses import.meta'],
    ["import.meta['glob']('/test/**')", 'uses import.meta.glob'],
    ['import.meta[name]', 'uses import.meta in a way'],
    ['f(import.meta)', 'uses import.meta in a way'],
    ['const meta = import.meta as any', 'uses import.meta in a way'],
    ['enum E { a = __vitest_worker__ }', 'reaches into the test runner'],
    ['function f(__vite_ssr_import__: string) {}', 'reaches into the test runner'],
    ['export function then() {}', "exports something named 'then'"],
    ['const wait = 1\nexport { wait as then }', "exports something named 'then'"],
    ["export * as then from './worker.ts'", "exports something named 'then'"],
  ] as const)('writes %j', ([code, part]) => {
    expect(why(code)).toContain(part)
  })
})

describe('what a submission adds to the language', () => {
  const added = (code: string) =>
    additionTo(parseAst(code, { lang: 'ts' }, 'own.ts') as unknown as Node)

  test.for([
    ['Array.prototype.last = function () { return this.at(-1) }', 'Array.prototype', 'last'],
    ['(Array.prototype as any).last = 1', 'Array.prototype', 'last'],
    ["Array.prototype['last'] ??= 1", 'Array.prototype', 'last'],
    ['function f() { Promise.prototype.tap = g }', 'Promise.prototype', 'tap'],
    ['Map.groupPairs = 1', 'Map', 'groupPairs'],
    ['globalThis.Math.sum = 1', 'Math', 'sum'],
    ['const list = Array.prototype as any\nlist.last = 1', 'Array.prototype', 'last'],
    ["Object.defineProperty(String.prototype, 'x', { value: 1 })", 'String.prototype', 'x'],
    ["Reflect.defineProperty(Array, 'last', { value: 1 })", 'Array', 'last'],
    ['Object.defineProperties(Array.prototype, { last: { value: 1 } })', 'Array.prototype', 'last'],
    ["Object.assign(Object.prototype, { toString() {}, 'last': 1 })", 'Object.prototype', 'last'],
    [
      'declare global { interface Array<T> { last(): T } }\nArray.prototype.last = 1',
      'Array.prototype',
      'last',
    ],
  ] as const)('%j', ([code, owner, name]) => {
    expect(added(code)).toEqual({ owner, name })
  })

  test.for([
    'Object.is = () => true',
    'Array.prototype.every = () => true',
    "Object.defineProperty(Object, 'is', { value: 1 })",
    'Symbol.dispose ??= Symbol()',
    'class Map { static last: number }\nMap.last = 1',
    'function f(Array: any) { Array.prototype.last = 1 }',
    'Error.stackTraceLimit = 50',
    'const list: any = []\nlist.last = 1\nObject.assign({}, { last: 1 })',
    'globalThis.counter = 1',
    'Array.prototype[name] = 1',
  ])('not %j', code => {
    expect(added(code)).toBeUndefined()
  })

  test('an object that takes nothing new may be one of those; a list is not', () => {
    expect(notExtensible('Cannot add property last, object is not extensible')).toContain("'last'")
    expect(notExtensible('Cannot define property tap, object is not extensible')).toContain("'tap'")
    expect(notExtensible('Cannot add property 3, object is not extensible')).toBeUndefined()
    expect(notExtensible('Cannot redefine property: status')).toBeUndefined()
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
