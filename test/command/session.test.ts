import { describe, expect, test } from 'vitest'
import type { Event, State } from '../../src/command/session/state.ts'
import { update } from '../../src/command/session/update.ts'
import { viewOf } from '../../src/command/session/view.ts'
import type { Early, Failure, Result } from '../../src/command/testing/results.ts'
import { findKatas, type Kata } from '../../src/course/katas.ts'
import { words } from './copy.ts'

// The session without a terminal: each event and each state. What is really run and drawn: watch.test.ts.

const katas = findKatas().slice(0, 4)
const [one, two, three, four] = katas as [Kata, Kata, Kata, Kata]

const failure: Failure = {
  test: 'a test',
  sentences: [],
  own: 'not yet',
  diff: '',
  steps: '',
  place: `katas/${two.name}/fetch-posts.ts:7`,
  output: '',
}

const failing = (kata: Kata, changes: Partial<Failure> = {}): Result => {
  return {
    kata,
    passes: false,
    passed: 0,
    total: 5,
    failure: { ...failure, ...changes },
    finer: undefined,
  }
}

const solved = (kata: Kata): Result => {
  const finer = {
    passes: false,
    passed: 1,
    total: 4,
    failure: { ...failure, test: 'a finer point' },
  }
  return { kata, passes: true, passed: 5, total: 5, failure: undefined, finer }
}

const start: State = {
  katas,
  leftOut: [],
  known: new Map(),
  running: new Set(),
  kata: one,
  atFiner: false,
  searches: false,
  shown: { what: 'result' },
  screen: 0,
  asked: new Set(katas),
  mistakes: new Map(),
  watches: true,
}

const AT = new Date(2026, 0, 5, 9, 30)
const LATER = new Date(2026, 0, 5, 9, 45)
const ran = (results: readonly Result[], at = AT): Event => ({ type: 'ran', results, at, ms: 420 })
const key = (key: string): Event => ({ type: 'key', key })

/** The state after some events, and what the last of them asks for. */
function after(state: State, ...events: readonly Event[]) {
  return events.reduce((step, event) => update(step.state, event), {
    state,
    effects: [] as ReturnType<typeof update>['effects'],
  })
}

/** All that is known: the first is solved, the others are not. */
const known = after(start, ran([solved(one), failing(two), failing(three), failing(four)])).state
const atTwo = after(known, key('n')).state

function seen(state: State, columns = 80, rows = 24): string {
  return words(viewOf(state)({ columns, rows, plain: false }).join('\n'))
}

describe('a key', () => {
  test.each([
    ['n, to the next kata that is not solved', 'n', two],
    ['right, to the kata after', 'right', two],
    ['left, which stays at the first', 'left', one],
  ])('%s', (_name, pressed, kata) => {
    expect(after(known, key(pressed)).state.kata).toBe(kata)
  })

  test('p and left go to the kata before, solved or not', () => {
    expect(after(atTwo, key('p')).state.kata).toBe(one)
    expect(after(atTwo, key('left')).state.kata).toBe(one)
  })

  test('n goes from the last to the first that is not solved', () => {
    expect(after(known, key('n'), key('n'), key('n'), key('n')).state.kata).toBe(two)
  })

  test('two digits go to the kata of that number, one and Enter as well', () => {
    expect(after(known, key('0'), key('3')).state.kata).toBe(three)
    const typing = after(known, key('4')).state
    expect(seen(typing)).toContain('Kata 4_')
    expect(after(typing, key('return')).state.kata).toBe(four)
  })

  test('a number that no kata has is told, and nothing is lost', () => {
    const { state } = after(atTwo, key('9'), key('9'))
    expect(state.kata).toBe(two)
    expect(seen(state)).toContain("Unknown kata '99': choose one of 01, 02, 03, 04.")
    expect(seen(after(state, key('b')).state)).toContain('FAILED a test')
  })

  test('Escape while a number is typed goes back to the result', () => {
    expect(after(atTwo, key('0'), key('escape')).state.shown).toEqual({ what: 'result' })
  })

  test('b goes back to the result from a hint, the list and the keys', () => {
    for (const event of [{ type: 'told', text: 'a hint' } as const, key('l'), key('?')]) {
      const away = after(atTwo, event).state
      expect(seen(away)).not.toContain('FAILED')
      expect(seen(after(away, key('b')).state)).toContain('FAILED a test')
    }
  })

  test('l lists the katas, and the arrows and Enter go to one of them', () => {
    const list = after(atTwo, key('l')).state
    expect(seen(list)).toContain('> next 02 One after another')
    const down = after(list, key('down'), key('j')).state
    expect(seen(down)).toContain(`> 04 ${four.title}`)
    expect(after(down, key('down')).state.shown).toEqual({ what: 'list', cursor: 3 })
    expect(after(down, key('k'), key('return')).state.kata).toBe(three)
  })

  test('f goes to the finer points of what is solved, and only of that', () => {
    expect(seen(after(known, key('f')).state)).toContain('FAILED a finer point')
    expect(seen(after(atTwo, key('f')).state)).toContain('make its tests pass first')
  })

  test('r runs the kata again, o opens where it failed, t measures, h asks for a hint', () => {
    const effects = (pressed: string) => after(atTwo, key(pressed)).effects
    expect(effects('r')).toEqual([{ type: 'run', katas: [two], files: [] }])
    expect(effects('o')).toEqual([{ type: 'edit', place: failure.place }])
    expect(effects('t')).toEqual([{ type: 'measure', kata: two }])
    expect(effects('h')).toEqual([{ type: 'hint', kata: two, result: failing(two) }])
  })

  test('o opens what the student writes, and no test, where it failed there', () => {
    const inTest = failing(two, { place: `katas/${two.name}/fetch-posts.test.ts:20` })
    const { state } = after(atTwo, ran([inTest], LATER))
    const place = `katas/${two.name}/${two.main}`
    expect(after(state, key('o')).effects).toEqual([{ type: 'edit', place }])
  })

  test('t says where there is nothing to measure', () => {
    const { state, effects } = after(known, key('t'))
    expect(effects).toEqual([])
    expect(seen(state)).toContain('has nothing to time on the real clock.')
  })

  test('x gives a deleted file back, and touches no file that is there', () => {
    expect(after(atTwo, key('x')).effects).toEqual([])
    const gone = after(atTwo, ran([failing(two, { test: undefined, missing: 'fetch-posts.ts' })]))
    expect(after(gone.state, key('x')).effects).toEqual([{ type: 'reset', kata: two }])
  })

  test('q and Ctrl-C quit, Ctrl-Z suspends, ? shows all keys, any other does nothing', () => {
    expect(after(atTwo, key('q')).effects).toEqual([{ type: 'quit' }])
    expect(after(atTwo, key('ctrl-c')).effects).toEqual([{ type: 'quit' }])
    expect(after(atTwo, key('ctrl-z')).effects).toEqual([{ type: 'suspend' }])
    expect(seen(after(atTwo, key('?')).state)).toContain('o open the file in your editor')
    expect(after(atTwo, key('ä'))).toEqual({ state: atTwo, effects: [] })
  })

  test('space goes through the screens of a page, and from the last to the first', () => {
    expect(after(atTwo, key('space')).state.screen).toBe(1)
    expect(after(atTwo, key('space'), key('n')).state.screen).toBe(0)
  })
})

describe('the question of a kata', () => {
  const fresh = { ...known, asked: new Set([one]) }

  test('is asked before the first result is seen, and once', () => {
    const first = after(fresh, key('n'))
    expect(first.effects).toEqual([{ type: 'ask', kata: two }])
    expect(after(first.state, key('p'), key('n')).effects).toEqual([])
  })

  test('is not asked of a kata that is solved already', () => {
    expect(after({ ...fresh, asked: new Set(), kata: two }, key('p')).effects).toEqual([])
  })

  test('is asked at once where the session begins, before anything has run', () => {
    const { effects } = after({ ...start, asked: new Set() }, { type: 'begun', katas: [two, one] })
    expect(effects).toEqual([
      { type: 'ask', kata: one },
      { type: 'run', katas: [one, two], files: [] },
    ])
  })

  test('keeps an early failure off the screen until it is answered', () => {
    const early: Early = { kata: two, isFiner: false, failure }
    const waiting = { ...fresh, kata: two }
    expect(after(waiting, { type: 'failed', early }).state.shown).toEqual({ what: 'result' })
    expect(after(atTwo, { type: 'failed', early }).state.shown).toEqual({ what: 'early', early })
  })
})

describe('a save', () => {
  const saved = (kata: Kata): Event => ({
    type: 'saved',
    katas: [kata],
    files: [`${kata.folder}/a.ts`],
  })

  test('goes to its kata and runs it', () => {
    const { state, effects } = after(atTwo, saved(three))
    expect(state.kata).toBe(three)
    expect(effects).toEqual([{ type: 'run', katas: [three], files: [`${three.folder}/a.ts`] }])
    expect(seen(state)).toContain('1 still running')
  })

  test('runs what has no result yet, too', () => {
    const partly = after(start, ran([failing(one)])).state
    const { effects } = after(partly, saved(one))
    expect(effects).toEqual([
      { type: 'run', katas: [one, two, three, four], files: [`${one.folder}/a.ts`] },
    ])
  })

  test('shows its result when it is there, and when it ran and how long', () => {
    const { state } = after(atTwo, saved(two), ran([failing(two, { own: 'almost' })], LATER))
    expect(seen(state)).toContain('almost')
    expect(seen(state)).toContain('09:45:00, 0.4 s')
  })

  test('that changes nothing says since when', () => {
    const { state } = after(atTwo, saved(two), ran([failing(two)], LATER))
    expect(seen(state)).toContain('09:45:00, 0.4 s, same since 09:30:00')
  })

  test('leaves whoever reads the list or a hint of another kata alone until its result is there', () => {
    const reading = after(atTwo, key('l')).state
    expect(after(reading, ran([failing(three)], LATER)).state.shown).toEqual(reading.shown)
  })
})

describe('the first kata that is not solved', () => {
  const searching = { ...start, searches: true }

  test('is found as results come in, and then it stays', () => {
    const second = after(searching, ran([solved(one)])).state
    expect(second.kata).toBe(two)
    const third = after(second, ran([solved(two)])).state
    expect(third.kata).toBe(three)
    const found = after(third, ran([failing(three), failing(four)])).state
    expect(found.kata).toBe(three)
    expect(after(found, ran([solved(three)], LATER)).state.kata).toBe(three)
  })

  test('is not looked for any more once a key was pressed or a file saved', () => {
    expect(after(searching, key('?'), ran([solved(one)])).state.kata).toBe(one)
  })
})

describe('what runs', () => {
  test('is counted down while its results are still to come', () => {
    const begun = after(start, { type: 'begun', katas }).state
    expect(seen(begun)).toContain('01 I/O vs CPU: running its tests')
    expect(seen(begun)).toContain('4 still running')
    expect(seen(after(begun, { type: 'counted', kata: two }).state)).toContain('3 still running')
  })

  test('adds finer points to a result that is shown', () => {
    const without = after(start, ran([{ ...solved(one), finer: undefined }])).state
    expect(seen(without)).toContain('Its finer points are running.')
    const { state } = after(without, { type: 'ranFiner', results: [solved(one)] })
    expect(seen(state)).toContain('Solved. 1 of 4 finer points pass: press f for the next one.')
  })
})

describe('a kata that has just been solved', () => {
  const drawn = (elapsed: number) => ({
    index: 0,
    passes: true,
    picture: { elapsed, trace: [] },
  })
  const red = failing(two, { test: 'takes as long as it takes', drawn: drawn(4090) })
  const green = { ...solved(two), drawn: new Map([['takes as long as it takes', drawn(950)]]) }
  const { state } = after(atTwo, ran([red]), ran([green], LATER))

  test('says what has become of the time, what to take home, and how to go on', () => {
    expect(seen(state)).toContain('4,090 -> 950 ms')
    expect(seen(state)).toContain('An await in a loop holds back the next turn')
    expect(seen(state)).toContain('Press n for 03 Gather.')
  })

  test('shows what the code printed, also where all is well', () => {
    const printing = { ...green, printed: 'here I am\n' }
    expect(seen(after(state, ran([printing], LATER)).state)).toContain(
      'Your code printed: here I am',
    )
  })
})

test('where saves can not be seen, it is said, with the key that runs', () => {
  const { state } = after(atTwo, { type: 'blind' })
  expect(seen(state, 120)).toContain('Saves are not seen here: press r')
})

test('a file that can not be loaded is told as such, not as 0 of 0 tests', () => {
  const { state } = after(
    atTwo,
    ran([{ ...failing(two, { test: undefined, own: 'Expected a }' }), total: 0 }]),
  )
  expect(seen(state)).toContain("02 One after another: the tests can't run yet")
  expect(seen(state)).not.toContain('0 of 0')
})

test('where all are solved, it says so, and names the card', () => {
  const { state } = after(known, ran([solved(two), solved(three), solved(four)]), key('n'))
  expect(seen(state)).toContain('Every kata passes.')
  expect(seen(state)).toContain('npx kata card')
})
