import fs from 'node:fs'
import { KEY_AT } from '../key-at.ts'
import { Seal } from '../seal.ts'
import { slim } from './slim-error.ts'

// Loaded before anything else in a process that runs the tests of a submission: the one way from it to the grader. The
// test runner talks through it, too, and finds here what it takes for the channel of any child process. What anybody
// else sends, or has the process hear, lacks the proof.

type Listener = (message: unknown) => void
type Any = (...args: unknown[]) => unknown

const seal = new Seal(takeKey(), 'out')
const listeners = new Set<Listener>()
const slimmers = new Map<Listener, Listener>()
const ERRORS = ['uncaughtException', 'unhandledRejection']
const {
  _send,
  on,
  off,
  removeAllListeners,
  reallyExit: exit,
} = process as unknown as Record<string, Any>
/** What Node needs of the process to send something. */
const sender = { connected: true, _handleQueue: null, emit: () => exit?.call(process, 1) }
let onForgery: (() => void) | undefined

/** Tells the grader something. */
export function say(message: unknown): void {
  _send?.call(sender, seal.seal(message), undefined, { swallowErrors: false })
}

/** Tells the grader something, and waits for what it says to that. */
export function ask(message: unknown): Promise<unknown> {
  return new Promise(resolve => {
    const listener: Listener = answer => {
      if (!isAnswer(answer)) return
      listeners.delete(listener)
      resolve(answer.answer)
    }
    listeners.add(listener)
    say(message)
  })
}

/** The test runner's own messages go the same way. */
function isAnswer(message: unknown): message is { answer: unknown } {
  return typeof message === 'object' && message !== null && 'answer' in message
}

/**
 * The test runner has taken what it needs: from here on nobody finds it any more.
 *
 * @param forged called where somebody else has the process hear a message
 */
export function closeChannel(forged: () => void): void {
  onForgery = forged
  Object.assign(process, { on, off, removeAllListeners })
}

on?.call(process, 'message', (sealed: unknown) => {
  const opened = seal.open(sealed)
  if (!opened) return onForgery?.()
  for (const listener of [...listeners]) listener(opened.message)
})
// The test runner binds these while it is loaded.
Object.assign(process, {
  send: (message: unknown) => say(message),
  on: (event: string, listener: Listener) => {
    if (event === 'message') listeners.add(listener)
    else on?.call(process, event, slimmed(event, listener))
  },
  off: (event: string, listener: Listener) => {
    if (event === 'message') listeners.delete(listener)
    else off?.call(process, event, slimmed(event, listener))
  },
  removeAllListeners: (event: string) => {
    if (event === 'message') listeners.clear()
    else removeAllListeners?.call(process, event)
  },
})

/** Of an error that nobody has caught, a listener hears what is said of it. */
function slimmed(event: string, listener: Listener): Listener {
  if (!ERRORS.includes(event)) return listener
  const known = slimmers.get(listener) ?? ((error: unknown) => listener(slim(error)))
  slimmers.set(listener, known)
  return known
}

function takeKey(): string {
  const key = fs.readFileSync(KEY_AT, 'utf8')
  fs.closeSync(KEY_AT)
  return key
}
