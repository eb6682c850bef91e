import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, expect } from 'vitest'
import { pictureOf, runsSoFar } from '#lab/report'

// What lies beside a copy of a kata says what is to be done with its tests; see runner.ts.

const { testPath = '' } = expect.getState()
const beside = (name: string) => path.join(path.dirname(testPath), name)

// A test that a wrong solution is known to pass proves nothing about it: it is left out where the list of
// those that count is there.
const only = existsSync(beside('only.json'))
  ? (JSON.parse(readFileSync(beside('only.json'), 'utf8')) as string[])
  : undefined

beforeEach(({ task, skip }) => {
  if (only && !only.includes(task.name)) skip()
})

// Of the reference, the runs are to be drawn: it is what a student is compared with.
if (existsSync(beside('goals.json'))) {
  const goals: Record<string, unknown[]> = {}

  afterEach(({ task }) => {
    goals[task.name] = runsSoFar().first.map(run => pictureOf(run) ?? null)
  })

  afterAll(() => {
    writeFileSync(`${testPath}.goals.json`, JSON.stringify(goals))
  })
}
