import { existsSync, readdirSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import { edit, kata, pathOf, put, read, useCopy, words } from '../command/copy.ts'

// The thread pool was kata 08, which has another task today: what a student has of it moves to 19.

useCopy()

const OLD = 'katas/08-threads'
const NEW = 'katas/19-thread-pool'
const KATAS = ['08-threads', '19-thread-pool']
const POOL = 'export class ThreadPool {} // mine'
const WORKER = '// my own thread’s side'
const given = (name: string, file: string) => read(`test/verdicts/${name}/skeleton/${file}`)

beforeEach(() => {
  for (const name of KATAS) {
    put(`katas/${name}`, `katas/${name}`)
    put(`solutions/${name}`, `solutions/${name}`)
    put(`test/verdicts/${name}/skeleton`, `test/verdicts/${name}/skeleton`)
    put(`test/verdicts/${name}/skeleton`, `katas/${name}`)
  }
  for (const file of readdirSync(pathOf(OLD))) expect(file).not.toBe('thread-pool.ts')
})

const folders = (place: string) => (existsSync(pathOf(place)) ? readdirSync(pathOf(place)) : [])

describe('what a student has written', () => {
  test('moves with its thread’s side, is told of once, and 08 has what it gives', async () => {
    edit(`${OLD}/thread-pool.ts`, POOL)
    edit(`${OLD}/worker.ts`, WORKER)
    const { code, stderr } = await kata('hint', '02')
    expect(code).toBe(0)
    expect(words(stderr)).toBe(
      'Kata 08 has a new task, and what it was is kata 19 now: your thread-pool.ts and worker.ts are in katas/19-thread-pool. ',
    )
    expect(read(`${NEW}/thread-pool.ts`)).toBe(POOL)
    expect(read(`${NEW}/worker.ts`)).toBe(WORKER)
    expect(existsSync(pathOf(`${OLD}/thread-pool.ts`))).toBe(false)
    expect(read(`${OLD}/worker.ts`)).toBe(given('08-threads', 'worker.ts'))
    expect((await kata('hint', '02')).stderr).toBe('')
  })

  test('moves alone where the thread’s side is what 08 gives today', async () => {
    edit(`${OLD}/thread-pool.ts`, POOL)
    await kata('hint', '02')
    expect(read(`${NEW}/thread-pool.ts`)).toBe(POOL)
    expect(read(`${NEW}/worker.ts`)).toBe(given('19-thread-pool', 'worker.ts'))
    expect(read(`${OLD}/worker.ts`)).toBe(given('08-threads', 'worker.ts'))
  })

  test('never takes the place of what is written in 19: it is saved, and nothing is lost', async () => {
    edit(`${OLD}/thread-pool.ts`, POOL)
    edit(`${NEW}/thread-pool.ts`, '// begun anew')
    const { stderr } = await kata('hint', '02')
    const [saved = '', ...more] = folders('.kata/saved')
    expect(more).toEqual([])
    expect(saved).toMatch(/^19-thread-pool-/)
    expect(words(stderr)).toContain(`your thread-pool.ts is in .kata/saved/${saved}. `)
    expect(read(`.kata/saved/${saved}/thread-pool.ts`)).toBe(POOL)
    expect(read(`${NEW}/thread-pool.ts`)).toBe('// begun anew')
  })

  test('leaves a solution of 08 alone, with a thread’s side of its own', async () => {
    edit(`${OLD}/fetch-posts.ts`, '// mine')
    edit(`${OLD}/worker.ts`, WORKER)
    expect((await kata('hint', '02')).stderr).toBe('')
    expect(read(`${OLD}/worker.ts`)).toBe(WORKER)
    expect(read(`${NEW}/worker.ts`)).toBe(given('19-thread-pool', 'worker.ts'))
  })
})

describe('what is known of a student', () => {
  const progress = (name: string) => folders(`.kata/progress/${name}`).sort()

  test('moves: results, hints and saved work are those of 19, the prediction stays with its question', async () => {
    const at = '2026-10-01T09:00:00.000Z'
    const old = '.kata/progress/08-threads'
    edit(`${old}/result.json`, JSON.stringify({ at, passes: true, passed: 24, total: 24 }))
    edit(`${old}/hint-1.json`, JSON.stringify({ at }))
    edit(`${old}/prediction.json`, JSON.stringify({ at, answer: 950 }))
    edit('.kata/saved/08-threads-2026-10-01-090000/thread-pool.ts', POOL)
    expect((await kata('predict', '08')).stdout).toContain('You said 950 ms')
    expect((await kata('hint', '19')).stdout).toContain('hint 2 of')
    expect((await kata('hint', '08')).stdout).toContain('hint 1 of')
    expect(progress('19-thread-pool')).toEqual(['hint-1.json', 'hint-2.json', 'result.json'])
    expect(folders('.kata/saved')).toEqual(['19-thread-pool-2026-10-01-090000'])
    expect(read('.kata/saved/19-thread-pool-2026-10-01-090000/thread-pool.ts')).toBe(POOL)
  })

  test('of the new 08 never moves', async () => {
    await kata('hint', '08')
    await kata('hint', '08')
    expect((await kata('hint', '19')).stdout).toContain('hint 1 of')
  })

  test('is read where all hints were counted in one file', async () => {
    edit('.kata/hints.json', JSON.stringify({ '08-threads': 2 }))
    expect((await kata('hint', '19')).stdout).toContain('hint 3 of')
    expect((await kata('hint', '08')).stdout).toContain('hint 1 of')
  })
})
