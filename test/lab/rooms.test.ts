import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '../../src/course/katas.ts'

// Which room of the lab may import which is written down twice: in its README, for people, and in biome.json, for
// `npm run check`. Both say the same, of all rooms that there are.

const LAB = path.join(ROOT, 'src/lab')
const read = (file: string) => readFileSync(path.join(LAB, file), 'utf8')

/** The README has the highest room first. */
const inReadme = [...read('README.md').matchAll(/^ {2}(\w+)\/ /gm)].map(([, room = '']) => room)

interface Rule {
  readonly includes: readonly [string]
  readonly linter: {
    readonly rules: {
      readonly style: {
        readonly noRestrictedImports: {
          readonly options: { readonly patterns: readonly [{ readonly group: readonly string[] }] }
        }
      }
    }
  }
}

const forbidden = new Map(
  (JSON.parse(read('biome.json')) as { overrides: readonly Rule[] }).overrides.map(
    ({ includes: [files], linter }) => {
      const [{ group }] = linter.rules.style.noRestrictedImports.options.patterns
      const [, rooms = ''] = /\{(.+)\}/.exec(group.join()) ?? []
      return [files.replace('/**', ''), rooms.split(',')] as const
    },
  ),
)

test('the README lists every room', () => {
  const folders = readdirSync(LAB, { withFileTypes: true }).filter(entry => entry.isDirectory())
  expect(inReadme.toSorted()).toEqual(folders.map(({ name }) => name).sort())
})

test('no room may import one that the README has above it, nor the guard', () => {
  const ordered = inReadme.filter(room => room !== 'guard')
  for (const [index, room] of ordered.entries()) {
    expect(forbidden.get(room), room).toEqual(
      expect.arrayContaining([...ordered.slice(0, index), 'guard']),
    )
  }
})

test('no room may import what lies outside of the lab', () => {
  const outside = readdirSync(path.join(ROOT, 'src'), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== 'lab')
    .map(({ name }) => name)
  for (const [room, rooms] of forbidden) {
    expect(rooms, room).toEqual(expect.arrayContaining([...outside, 'test', 'katas', 'solutions']))
  }
})
