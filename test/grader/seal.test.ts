import { describe, expect, test } from 'vitest'
import { newKey, Seal } from '../../src/grader/inside/seal.ts'

// What the process of the tests says, and what somebody in it might say instead.

/** Both ends of a conversation. */
function ends() {
  const key = newKey()
  return { child: new Seal(key, 'out'), parent: new Seal(key, 'in') }
}

describe('a sealed message', () => {
  test('is opened by the other end, in either direction, whatever it is made of', () => {
    const { child, parent } = ends()
    const messages = [{ a: [1, undefined, new Map([['b', 2n]])] }, 'text', null]
    for (const message of messages) {
      expect(parent.open(child.seal(message))).toEqual({ message })
      expect(child.open(parent.seal(message))).toEqual({ message })
    }
  })

  test('can be followed by the next one when it was opened, and not when something else came between', () => {
    const { child, parent } = ends()
    const [first, second] = [child.seal(1), child.seal(2)]
    expect(parent.open({ ...first, proof: '' })).toBe(undefined)
    expect(parent.open(first)).toEqual({ message: 1 })
    expect(parent.open(second)).toEqual({ message: 2 })
  })

  test('is refused when it comes twice, too early, or with another number', () => {
    const { child, parent } = ends()
    const [first, second] = [child.seal(1), child.seal(2)]
    expect(parent.open(second), 'too early').toBe(undefined)
    expect(parent.open({ ...second, number: 0 }), 'with another number').toBe(undefined)
    parent.open(first)
    expect(parent.open(first), 'twice').toBe(undefined)
  })

  test('is refused with another content, another key, or when it comes back to who has said it', () => {
    const { child, parent } = ends()
    const sealed = child.seal({ verdict: 'failed' })
    const { bytes } = ends().child.seal({ verdict: 'passed' })
    expect(parent.open({ ...sealed, bytes }), 'with another content').toBe(undefined)
    expect(parent.open(new Seal(newKey(), 'out').seal(1)), 'with another key').toBe(undefined)
    expect(child.open(child.seal(1)), 'back again').toBe(undefined)
  })

  test.each([undefined, null, 1, 'text', {}, { number: 0 }, { number: 0, proof: 'x', bytes: [] }])(
    'is not what somebody has made up: %j',
    made => {
      expect(ends().parent.open(made)).toBe(undefined)
    },
  )

  test('has a key that is another one each time', () => {
    expect(newKey()).toMatch(/^[0-9a-f]{64}$/)
    expect(newKey()).not.toBe(newKey())
  })
})
