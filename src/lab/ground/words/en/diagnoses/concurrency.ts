import { count, plural } from '../../../text.ts'
import { inFlight, type Noun } from './nouns.ts'

// What ran at once, in which order, and what kept the event loop.

export const concurrency = {
  oneAfterAnother: ({ many, noun, ms }: { many: number; noun: Noun; ms: number }) =>
    `${plural(many, noun)}, never more than 1 ${inFlight(noun)}: they ran one after another, so their ` +
    `times add up to ${count(ms)} ms. Look for an \`await\` inside a loop: it delays the next iteration ` +
    'until this one is done.',

  requestedAgain: ({
    label,
    status,
    ms,
    times,
  }: {
    label: string
    /** What it was answered with, if it was answered. */
    status: number | undefined
    ms: number
    times: number
  }) =>
    `${label} ${status === undefined ? 'failed' : `was answered with ${count(status)}`} at ${count(ms)} ms, and ` +
    `your code requested it again${times > 1 ? `, ${plural(times, 'time')}` : ''}. Nobody asked for a retry: ` +
    'take the first answer, whatever its status, and let an error propagate.',

  requestedTwice: ({
    label,
    times,
    many,
    addresses,
  }: {
    label: string
    times: number
    many: number
    addresses: number
  }) =>
    `${plural(many, 'request')} for ${count(addresses)} addresses: ${label} was requested ` +
    `${plural(times, 'time')}. Call each task once. Workers that share an index must move it on before they ` +
    'await, `const index = next++`: until then the others read the same index and take the same task.',

  inBatches: ({
    many,
    noun,
    batches,
    size,
    isLimited,
  }: {
    many: number
    noun: Noun
    batches: number
    size: number
    /** Whether no more than so many may run at once. */
    isLimited: boolean
  }) =>
    `${plural(many, noun)} in ${count(batches)} batches of up to ${count(size)}: each batch waits for its ` +
    'slowest while the other slots sit idle. ' +
    (isLimited
      ? 'Start the next one as soon as one is done.'
      : 'Start all of them before you wait for the first.'),

  waitedForNothing: ({ ms, timer }: { ms: number; timer: string }) =>
    `For ${count(ms)} ms no request was in flight: your function waited for timers (the first is ${timer}). ` +
    'No request has to wait for a timer.',

  slotIdle: ({
    noun,
    from,
    to,
    ended,
  }: {
    noun: string
    from: number
    to: number
    /** What ended when the next one started, if anything did. */
    ended: string | undefined
  }) =>
    `From ${count(from)} ms a slot was idle, but the next ${noun} started only at ${count(to)} ms` +
    (ended === undefined
      ? ", when nothing had just ended. Don't look again and again: let the end of each one start the next."
      : `, when ${ended} had ended. Whichever ends first must start the next one: don't wait for a certain one.`),

  startedAfterTheFirst: ({
    noun,
    before,
    ms,
    after,
  }: {
    noun: string
    /** How many were under way until then. */
    before: number
    ms: number
    /** How many started then. */
    after: number
  }) =>
    `${plural(before, noun)} ran until ${count(ms)} ms, when the first of them ended; then ${count(after)} more ` +
    'started at once. Your code waits for a promise that has settled already, so it never waits again. ' +
    '`Promise.race` does not take out what has settled: do that yourself.',

  tooManyAtOnce: ({
    many,
    noun,
    instant,
    limit,
  }: {
    many: number
    noun: Noun
    /** When all of them started, in ms, if that was at once. */
    instant: number | undefined
    limit: number | undefined
  }) =>
    (instant === undefined
      ? `${plural(many, noun)} were ${inFlight(noun)} at once`
      : `${plural(many, noun)} started at the same instant (${count(instant)} ms)`) +
    (limit === undefined ? '' : `; at most ${count(limit)} may be ${inFlight(noun)}`) +
    '. Calling a function such as `fetch` starts its work immediately; `await` only waits for the result. ' +
    'Call it when it is its turn, not earlier.',

  startedOutOfOrder: ({ late, early }: { late: string; early: string }) =>
    `Requests started out of order: ${late} only after ${early}. Take the next one from the front of one ` +
    'queue. If you divided the tasks among the workers up front, let all workers take from that queue.',

  resultsInOrderOfCompletion: ({ first }: { first: string }) =>
    `The results are in the order in which the answers came (${first} first), not in the order of the ` +
    'input. Store each result at the index of its task instead of pushing it when it arrives.',
}

export const loop = {
  loopBlocked: ({
    label,
    ms,
    from,
    all,
    advice,
  }: {
    label: string
    ms: number
    from: number
    all: number
    advice: 'waits' | 'blocks' | 'yieldsTooRarely' | 'yieldsOnlyOnce' | 'neverYields'
  }) =>
    (all > ms
      ? `\`${label}\` blocked the loop for ${count(all)} ms before it could turn again, up to ${count(ms)} ms at a time ` +
        `(from ${count(from)} ms)`
      : `\`${label}\` blocked the loop for ${count(ms)} ms (from ${count(from)} ms)`) +
    ': no timer fired and no answer was read meanwhile. ' +
    {
      waits:
        'Waiting for a thread with Atomics.wait blocks the thread that waits. On the main thread listen ' +
        'to messages, or await Atomics.waitAsync.',
      blocks:
        'Wrapping it in `async`, a promise or a timer does not help: it stops the thread wherever it is ' +
        'called. Call its async equivalent and await that.',
      yieldsTooRarely:
        'Your code does yield to the event loop, but not often enough: end a slice as soon as its time is up.',
      yieldsOnlyOnce:
        'Your code yields to the event loop once, then does all the rest in one go. In `items.map(async …)` ' +
        'all callbacks wait for the same turn and then run back to back: use a loop that checks the clock ' +
        'before each item.',
      neverYields:
        'Do a part of the work, yield to the event loop and await that, then do the next. `await null`, ' +
        '`queueMicrotask` and `process.nextTick` do not yield; `setImmediate` does, but all callbacks of ' +
        '`items.map(async …)` wait for the same turn: use a loop.',
    }[advice],

  timerLate: ({ lag, blocked }: { lag: number; blocked: number }) =>
    `A timer fired ${count(lag)} ms late, though the loop was never blocked for more than ` +
    `${count(blocked)} ms at once: several blocks in a row kept it from turning.`,
}
