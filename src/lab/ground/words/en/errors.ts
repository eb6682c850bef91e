import { count } from '../../text.ts'
import { type Thread, threadName } from './names.ts'

// What ends a run, or a test, because of what its program does: what that is, and what to do about it.

/** Where in the program: nothing if no line of the student's is known. */
type Place = string | undefined

const at = (place: Place) => (place === undefined ? '' : ` (${place})`)

export const errors = {
  tooMuchOutput: ({ call }: { call: string }) =>
    `console.${call} was called more than 10,000 times in one test, or printed more than a million ` +
    'characters: is it in a loop that never ends?',

  /** For `networkWhileLoading`: a call that is not the student's own. */
  connectionTo: ({ place }: { place: string }) => `A connection to ${place}`,

  networkWhileLoading: ({ call }: { call: string }) =>
    `${call} asked the network while the file was loaded, so it is a call at the top level of the file, outside ` +
    'of any function: delete that call, or move it into `if (import.meta.main) { … }`, which no test runs.',

  unprotectedWrite: ({
    thread,
    byte,
    place,
  }: {
    /** As in the trace; nothing of the main thread. */
    thread: string | undefined
    byte: number
    place: Place
  }) =>
    `${thread ?? 'The main thread'} changed shared memory without Atomics (at byte ${byte}` +
    `${place === undefined ? '' : `, before ${place}`}). An assignment such as \`cells[0]++\` is a read and a ` +
    'write that other threads can come between, and no run can explore that: use Atomics.load and ' +
    'Atomics.store.',

  notSimulated: ({ what, instead }: { what: string; instead: string }) =>
    `${what} is not simulated. ${instead}`,

  endlessLoop: ({ thread, ms }: { thread: Thread; ms: number }) =>
    `${threadName(thread)} did not yield for ${count(ms)} ms of CPU time: a loop in it never ends. Each ` +
    'iteration must wait for something, such as a message, or come closer to the end.',

  isStuck: ({ thread }: { thread: Thread }) =>
    `${threadName(thread)} has done nothing for a long time, and no other thread can run meanwhile: it is ` +
    'stuck in a call that is not simulated.',

  neverBegan: ({ thread }: { thread: Thread }) =>
    `${threadName(thread)} has not started after a long time: is the computer out of memory?`,

  tooManyThreads: ({ most }: { most: number }) => `A run can have at most ${count(most)} threads.`,

  tooManyWaiters: ({ most }: { most: number }) =>
    `At most ${count(most)} calls of Atomics.wait and Atomics.waitAsync can wait at once.`,

  bugInTheLab: ({ broken }: { broken: string }) =>
    `This is a bug in the lab, not in your code: ${broken}.`,
}

/** A program that asks again and again instead of waiting. */
export const busyWaits = {
  cellRead: ({
    cell,
    times,
    ms,
    place,
  }: {
    cell: string
    times: number
    ms: number
    place: Place
  }) =>
    `A thread looked at cell ${cell} ${count(times)} times in a row at ${count(ms)} ms${at(place)}. A loop ` +
    'that spins keeps its core, and no other thread can go on: wait for the change with Atomics.wait, and ' +
    'call Atomics.notify where the cell is changed.',

  clockRead: ({ times, ms, place }: { times: number; ms: number; place: Place }) =>
    `The clock was read ${count(times)} times in a row at ${count(ms)} ms${at(place)}. Time stands still ` +
    'while your code runs, so a loop that waits for the clock never ends: await something instead.',

  loopTurned: ({ times, ms, place }: { times: number; ms: number; place: Place }) =>
    `The event loop turned ${count(times)} times at ${count(ms)} ms, and no time passed${at(place)}. ` +
    'setImmediate in a loop only asks again and again: wait for what you need instead.',

  timersFired: ({
    many,
    inARow,
    ms,
    place,
  }: {
    many: number
    /** Whether there was nothing but timers. */
    inARow: boolean
    ms: number
    place: Place
  }) =>
    `Your function has not finished after ${count(many)} timers${inARow ? ' in a row' : ''}, at ` +
    `${count(ms)} ms${at(place)}. An interval goes on until it is cleared, and a timer that asks again and ` +
    'again never gets an answer: wait for what you need instead.',

  messageLookedFor: ({ times, ms, place }: { times: number; ms: number; place: Place }) =>
    `receiveMessageOnPort was called ${count(times)} times in a row at ${count(ms)} ms${at(place)}. No ` +
    "message can arrive while a thread asks again and again: listen for the 'message' event.",

  threadsReplaced: ({
    many,
    ms,
    error,
    place,
  }: {
    many: number
    ms: number
    /** What the first of them died of, if it was an error. */
    error: string | undefined
    place: Place
  }) =>
    `${count(many)} threads exited at ${count(ms)} ms, as soon as they were started, and your code starts ` +
    `another one${at(place)}. The first of them ` +
    `${error === undefined ? 'exited without an error because it waited for nothing' : `died of: ${error}`}. ` +
    'A replacement will end in the same way.',

  queryRepeated: ({
    database,
    times,
    query,
    place,
  }: {
    database: string
    times: number
    query: string
    place: Place
  }) =>
    `${database} has reset the connection ${count(times)} times, each time in the middle of its answer to: ` +
    `${query}${at(place)}. The client reconnects and asks again forever: limit its retries.`,
}
