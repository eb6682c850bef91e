import type { Words } from './words/words.ts'

/** A call that stands still: its name, and why that may be for ever. */
export type BlockingCall = Parameters<Words['deadlocks']['blockedForever']>[0]
