import { count } from '../../../text.ts'
import { allOf } from '../lists.ts'

// Memory that threads share.

export const memory = {
  neverNotified: () =>
    'Nothing called Atomics.notify in this run: a thread that sleeps in Atomics.wait does not see by itself ' +
    'that the cell has changed. Is notify called where something is released, and is that release reached? ' +
    'At the end of its block, also on failure, `using` calls [Symbol.dispose] and nothing else.',

  notifiedElsewhere: ({
    notified,
    waited,
  }: {
    notified: readonly string[]
    waited: readonly string[]
  }) =>
    `Atomics.notify was called on ${allOf(notified)} only, and threads wait on ${allOf(waited)}: it wakes those ` +
    'that wait on the cell it names.',

  notifiedTooEarly: ({
    who,
    cell,
    change,
    sleeper,
  }: {
    who: string
    cell: string
    change: string
    sleeper: string
  }) =>
    `${who} called Atomics.notify on ${cell} first and changed it afterwards (${change}). In between ` +
    `${sleeper} saw the old value and went to sleep: nothing wakes it for the new one. Change the cell, then ` +
    'notify.',

  tookWithoutLooking: ({
    who,
    cell,
    access,
    other,
    first,
  }: {
    who: string
    cell: string
    access: string
    other: string
    first: string
  }) =>
    `${who} was woken and wrote ${cell} without looking at it (${access}). But ${other} had been faster ` +
    `(${first}). A thread that is woken must look again, and wait again if another one came first: a loop, ` +
    'not an `if`.',

  wokeTooMany: ({
    who,
    many,
    ms,
    again,
  }: {
    who: string
    many: number
    ms: number
    again: string
  }) =>
    `${who} woke ${count(many)} threads at ${count(ms)} ms, and ${again} went back to sleep immediately: there ` +
    'was nothing for it. Without a third argument Atomics.notify wakes all that wait on the cell; with one, ' +
    'at most that many.',

  asksAgainAndAgain: ({ who, many }: { who: string; many: number }) =>
    `${who} slept ${count(many)} times in Atomics.wait without being woken, each time until its timeout: it ` +
    'polls instead of waiting. Leave the timeout out, and call Atomics.notify where the cell is changed.',

  refusedToWait: ({ cell }: { cell: string }) =>
    `Atomics.wait on ${cell} returned 'not-equal' again and again and did not wait: it sleeps only while the ` +
    'cell holds the value that you pass. Pass the value that you want to see changed.',

  changedWithoutNotify: ({
    who,
    cell,
    change,
    sleeper,
  }: {
    who: string
    cell: string
    change: string
    sleeper: string
  }) =>
    `${who} was the last to change ${cell} (${change}) and did not notify: ${sleeper} had gone to sleep there ` +
    'before, and sleeps forever. Notify after a release whenever a thread may be waiting: look for waiters ' +
    'after the change, not before, and if you were woken yourself, assume that there are others.',

  wokeAnother: ({
    who,
    cell,
    woken,
    sleeper,
  }: {
    who: string
    cell: string
    woken: string
    sleeper: string
  }) =>
    `${who} changed ${cell} and its Atomics.notify woke ${woken}, which could not go on and went back to ` +
    `sleep. ${sleeper} waits on ${cell} as well, and was not woken. If it matters who goes on, wake all, and ` +
    'let each look.',

  sleepsWithTheLock: ({
    who,
    cell,
    elsewhere,
    waits,
  }: {
    who: string
    cell: string
    elsewhere: string
    waits: string
  }) =>
    `${who} sleeps on ${elsewhere} and still holds ${cell}, which ${waits} waits for: nobody can get in to ` +
    `wake it. Release ${cell} before you wait, and take it again afterwards.`,

  lostUpdate: ({
    who,
    read,
    other,
    between,
    write,
    isLock,
  }: {
    who: string
    read: string
    other: string
    between: string
    write: string
    /** Whether the cell is part of a lock, and so can't be put under one. */
    isLock: boolean
  }) =>
    `An update was lost: ${who} read ${read}, then ${other} wrote there (${between}), then ${who} wrote what ` +
    `it had made of the old value (${write}). ` +
    (isLock
      ? 'Looking and writing must be one step: Atomics.compareExchange writes only if the cell still holds ' +
        'what you saw, and Atomics.add needs no look.'
      : 'A read and the write that depends on it belong under one lock, or in one operation such as ' +
        'Atomics.add.'),
}
