import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { findKatas, ROOT } from '../../src/course/katas.ts'

// The minutes of a workshop: they add up, and all pages say the same of a kata.

const read = (page: string) => readFileSync(path.join(ROOT, page), 'utf8')
const facilitators = read('docs/facilitators.md')

describe('an agenda of docs/facilitators.md', () => {
  const agendas = facilitators
    .split(/^## /m)
    .map(section => {
      const rows = [...section.matchAll(/^\| (\d+):(\d\d) +\| (\d+) +\|/gm)]
      return {
        title: section.split('\n', 1)[0] ?? '',
        rows: rows.map(([, hours, minutes, lasts]) => ({
          at: 60 * Number(hours) + Number(minutes),
          lasts: Number(lasts),
        })),
      }
    })
    .filter(({ rows }) => rows.length > 0)

  test.each(agendas)('has no gap, and nothing at the same time: $title', ({ rows }) => {
    const ends = rows.slice(0, -1).map(({ at, lasts }) => at + lasts)
    expect(ends).toEqual(rows.slice(1).map(({ at }) => at))
  })

  test('takes 90 minutes, or from 9 to 17', () => {
    const spans = agendas.map(({ rows }) => {
      const [first, last] = [rows[0], rows.at(-1)]
      return first && last && [first.at, last.at + last.lasts]
    })
    expect(spans).toEqual([
      [0, 90],
      [9 * 60, 17 * 60],
    ])
  })
})

test('the README and the facilitators give each kata the same minutes', () => {
  const inReadme = [...read('README.md').matchAll(/^\| \[(\d\d) ([^\]]+)\].*\| +(\d+) +\|$/gm)]
  const known = inReadme.map(([, number, title, minutes]) => `${number} ${title}: ${minutes}`)
  const cells = facilitators.matchAll(/\| (\d\d [^|]+?) +\| (\d+) +(?=\|)/g)
  const planned = [...cells].map(([, titled, minutes]) => `${titled}: ${minutes}`)
  expect(known).toEqual(planned.sort())
  expect(inReadme.map(([, number, title]) => `${number} ${title}`)).toEqual(
    findKatas().map(({ number, title }) => `${number} ${title}`),
  )
})

test('the README says of each kata of the path whether it is core or practice', () => {
  const path = findKatas().filter(({ section }) => section !== 'deep')
  const said = [...read('README.md').matchAll(/^\| \[(\d\d) .*\| (core|practice) +\|/gm)]
  expect(said.map(([, number, section]) => `${number} ${section}`)).toEqual(
    path.map(({ number, section }) => `${number} ${section}`),
  )
})
