import { expect, test } from 'vitest'
import { simulate } from '#lab'
import { Phase, SIZE, State } from '../../../src/lab/guard/guard-state.ts'
import { host } from '../../../src/lab/machine/host.ts'

const made = () => new State(new SharedArrayBuffer(SIZE), host.real.atomics)

test('a process that is guarded does the same as one that is not: a beat leaves no trace in a run', async () => {
  const state = made()
  const run = await simulate({}, () => {
    state.enter(Phase.testing, { file: '/katas/03-gather/gather.test.ts', test: 'a test' })
    state.beat(false)
  })
  expect(run.trace).toEqual([])
  expect(state.beats).toBe(1)
})

test('the guard knows which test it is, in whatever letters', () => {
  const state = made()
  const where = { file: '/katas/03-gather/gather.test.ts', test: 'it’s “naïve” – три' }
  state.enter(Phase.testing, where)
  expect(state.phase).toBe(Phase.testing)
  expect(state.where).toEqual(where)
})

test('only turns of the loop in which no module is on its way count as waiting', () => {
  const state = made()
  state.enter(Phase.loading, { file: 'a', test: undefined })
  state.beat(false)
  state.beat(false)
  expect(state.idleBeats).toBe(2)
  state.beat(true)
  expect(state.idleBeats).toBe(0)
  state.beat(false)
  expect(state.idleBeats).toBe(1)
  state.enter(Phase.testing, { file: 'a', test: 'b' })
  expect(state.idleBeats).toBe(0)
  expect(state.beats).toBe(4)
})

test('a text that is too long is no place, and no error', () => {
  const state = made()
  state.enter(Phase.testing, { file: 'a'.repeat(10_000), test: 'b' })
  expect(state.where).toBeUndefined()
})
