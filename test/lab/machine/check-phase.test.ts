import { setTimeout as delay } from 'node:timers/promises'
import { describe, test } from 'vitest'
import { expectAsOnNode, type Program } from '../beside-node.ts'

// Immediates that are cleared: they must not keep the others waiting, nor the loop from turning.

const programs: Record<string, { program: Program; says: string[] }> = {
  'the last one of a phase is cleared by the first, which sets another': {
    program: async log => {
      setImmediate(() => {
        clearImmediate(cleared)
        setImmediate(() => log('next'))
      })
      const cleared = setImmediate(() => log('never'))
      setTimeout(() => log('timer'), 50)
      await delay(60)
    },
    says: ['0 next', '50 timer'],
  },
  'the last one is cleared before the phase begins': {
    program: async log => {
      setImmediate(() => setImmediate(() => log('next')))
      clearImmediate(setImmediate(() => log('never')))
      setTimeout(() => log('timer'), 50)
      await delay(60)
    },
    says: ['0 next', '50 timer'],
  },
  'without a timer that could wake the loop': {
    program: log =>
      new Promise<void>(resolve => {
        setImmediate(() => {
          clearImmediate(cleared)
          setImmediate(() => {
            log('next')
            resolve()
          })
        })
        const cleared = setImmediate(() => log('never'))
      }),
    says: ['0 next'],
  },
  'one in the middle is cleared by a microtask of the first': {
    program: async log => {
      setImmediate(() => {
        log('first')
        queueMicrotask(() => clearImmediate(second))
      })
      const second = setImmediate(() => log('second'))
      setImmediate(() => log('third'))
      await delay(5)
    },
    says: ['0 first', '0 third'],
  },
  'all that are left are cleared, and a timer is due before the next phase': {
    program: async log => {
      const all = [1, 2, 3].map(number =>
        setImmediate(() => {
          log(`immediate ${number}`)
          for (const other of all) clearImmediate(other)
          setTimeout(() => log('timer'), 1)
          setImmediate(() => log('next'))
        }),
      )
      await delay(10)
    },
    says: ['0 immediate 1', '0 next', '1 timer'],
  },
  'one clears another that it has set itself': {
    program: async log => {
      setImmediate(() => {
        clearImmediate(setImmediate(() => log('never')))
        setImmediate(() => log('next'))
      })
      await delay(5)
    },
    says: ['0 next'],
  },
}

describe('immediates that are cleared', () => {
  test.each(Object.entries(programs))('%s', (_name, { program, says }) =>
    expectAsOnNode(program, says),
  )
})
