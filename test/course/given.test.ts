import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findKatas } from '../../src/course/katas.ts'

// What katas give is said once: what a student has learned of ask.ts in one of them holds in the others.

test('every ask.ts that a kata gives is the same', () => {
  const givers = findKatas().filter(({ given }) => given.includes('ask.ts'))
  const texts = givers.map(({ folder }) => readFileSync(path.join(folder, 'ask.ts'), 'utf8'))
  expect(givers.map(({ number }) => number)).toEqual(['08', '09', '12'])
  expect(new Set(texts).size).toBe(1)
})
