import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { observe } from '#lab'
import { install, uninstall } from '../../../src/lab/install/install.ts'
import { isClassified, REFUSED, SIMULATED, UNRESOLVED } from './classified-names.ts'
import { recordedNames } from './names.ts'

// Whatever of Node's API reads a clock, waits for a time or connects is simulated, or refused by name. A new Node
// can't bring in a name unseen.

const require = createRequire(import.meta.url)
const names = execFileSync(
  process.execPath,
  ['--no-warnings', path.join(import.meta.dirname, 'names.ts')],
  { encoding: 'utf8', maxBuffer: 1e8 },
)
  .trim()
  .split('\n')

/** Where a name is: its owner, and what it is called there. */
function placeOf(name: string): [owner: object, key: string] {
  const [module = '', ...steps] = name.split('.')
  const key = steps.pop() ?? ''
  const root: object = module === 'globalThis' ? globalThis : require(`node:${module}`)
  return [steps.reduce((owner, step) => Reflect.get(owner, step) as object, root), key]
}

/** What stands there: a value, or the function that gives it. */
function foundAt([owner, key]: [owner: object, key: string]): unknown {
  const found = Object.getOwnPropertyDescriptor(owner, key)
  if (!found) return foundAt([Object.getPrototypeOf(owner) as object, key])
  return found.get ?? found.value
}

test('each name of Node’s API is known', () => {
  expect(names.length).toBeGreaterThan(2_000)
  const recorded = recordedNames()
  const unknown = names.filter(name => !recorded.has(name) && !isClassified(name))
  // Does one of them read a clock, wait for a time, or connect? Then it needs a twin, or a refusal, and a place in
  // classified-names.ts. The others are written down by `node test/lab/node/names.ts --record`.
  expect(unknown).toEqual([])
})

test('none is both recorded and classified', () => {
  expect([...recordedNames()].filter(name => isClassified(name))).toEqual([])
})

describe('what is simulated', () => {
  test.each([...SIMULATED, ...UNRESOLVED])('%s is the lab’s own', name => {
    const place = placeOf(name)
    const ours = foundAt(place)
    uninstall()
    const nodes = foundAt(place)
    install()
    expect(ours).toBeDefined()
    expect(nodes).toBeDefined()
    expect(ours).not.toBe(nodes)
  })
})

describe('what is refused', () => {
  test.each(REFUSED)('%s ends a run, by name', async name => {
    const [owner, key] = placeOf(name)
    const called = Reflect.get(owner, key) as () => unknown
    const isClass = /^[A-Z]/.test(key)
    const { outcome } = await observe({}, () =>
      isClass ? Reflect.construct(called, []) : Reflect.apply(called, owner, []),
    )
    expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'NotSimulated' } })
    expect(String((outcome as { reason: unknown }).reason)).toContain(key)
  })

  test.each(UNRESOLVED)('%s fails, and any client can catch that', async name => {
    const [owner, key] = placeOf(name)
    const look = Reflect.get(owner, key) as (...args: unknown[]) => unknown
    const { outcome } = await observe({}, () =>
      name.startsWith('dns/')
        ? look.call(owner, 'example.org')
        : new Promise((_, reject) => look.call(owner, 'example.org', reject)),
    )
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { name: 'UnknownAddress', code: 'ENOTFOUND' },
    })
  })
})
