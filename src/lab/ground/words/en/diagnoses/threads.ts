import { count, plural } from '../../../text.ts'
import { threadName } from '../names.ts'

// Threads, and how work is shared among them.

export const threads = {
  notCopied: () =>
    'A message to or from a thread could not be copied. Functions can not, nor can objects that hold ' +
    'functions or connections, such as a session; nor can a URL: send its `href`.',

  closedWhileWorking: ({ thread, ms, label }: { thread: number; ms: number; label: string }) =>
    `thread ${thread} was terminated at ${count(ms)} ms while ${label} was still in flight. Do not close a pool ` +
    'before its jobs are done: with `await using`, `return promise` closes first and waits afterwards; ' +
    'write `return await promise`.',

  closedBeforeWorking: ({ ms }: { ms: number }) =>
    `At ${count(ms)} ms no thread had begun to work yet. Was the pool closed before its jobs were done? ` +
    '`await using` closes it when the block exits, and `return promise` exits immediately: write ' +
    '`return await promise`.',

  oneThreadHasEnded: ({ who, ms }: { who: string; ms: number }) =>
    `${who} had exited at ${count(ms)} ms and does not reply any more. A Worker emits 'exit' however its ` +
    'thread ends, also by process.exit(). Then reject the job it had, if any, and give it no more.',

  everyThreadHasEnded: ({
    only,
    ms,
  }: {
    /** The thread, if there was but one. */
    only: string | undefined
    ms: number
  }) =>
    `By ${count(ms)} ms ${only ?? 'all threads'} had exited: no reply comes from a thread that has exited, and what you send to it ` +
    "is lost. A Worker emits 'exit' once, however its thread ends, with exit code 0 too. Then reject all " +
    'calls that wait for it, and remember that it can take no more.',

  errorOfAThread: ({ who, ms, error }: { who: string; ms: number; error: string }) =>
    `${who} was ended at ${count(ms)} ms by an uncaught error: ${error}. An error of a single call belongs in a ` +
    "reply: catch it on the thread. Otherwise its Worker emits 'error', and without a listener that ends the whole " +
    'program: listen for it on every worker, and reject what waits for that one.',

  tooManyThreads: ({ many, goal }: { many: number; goal: number }) =>
    `${plural(many, 'thread')} were started, and ${count(goal)} ${goal === 1 ? 'is' : 'are'} enough: each takes ` +
    'tens of ms to start and a few MB. Keep a thread when its job is done, and give it the next one.',

  tooFewThreads: ({
    many,
    goal,
    onMain,
    jobs,
  }: {
    many: number
    goal: number
    onMain: boolean
    /** How many messages were sent to threads. */
    jobs: number
  }) =>
    many === 0
      ? `No thread was started${onMain ? ': everything ran on the main thread' : ''}.`
      : `Only ${plural(many, 'thread')} ${many === 1 ? 'was' : 'were'} started; ${count(goal)} were expected` +
        (many === 1 && jobs > 1
          ? `. It got ${count(jobs)} jobs, one after another: submit all jobs before you await the first, and ` +
            'start another thread while jobs wait and the limit allows it.'
          : '.'),

  replacedWhileClosing: ({ many, ms }: { many: number; ms: number }) =>
    `${plural(many, 'thread')} ${many === 1 ? 'was' : 'were'} started at ${count(ms)} ms, when the others had ended, ` +
    "and never closed. A Worker emits 'exit' also when you terminate it: replace a thread only while the " +
    'pool is open. Set a flag before you call `terminate()`, and check it in the listener.',

  threadsLeft: ({ many, ms }: { many: number; ms: number }) =>
    `${plural(many, 'thread')} ${many === 1 ? 'was' : 'were'} still alive when your function ended at ` +
    `${count(ms)} ms, never closed: that keeps the process alive. End each with \`await worker.terminate()\`, ` +
    'on success and on failure.',

  endNotAwaited: ({ many }: { many: number }) =>
    `${plural(many, 'thread')} ${many === 1 ? 'was' : 'were'} told to end, but your function did not wait for ` +
    'it: `terminate()` returns a promise, and closing a pool does, too. Await both.',

  allOnTheMainThread: ({ ms, blocked, goal }: { ms: number; blocked: number; goal: number }) =>
    `${count(ms)} ms of CPU work ran on the main thread and blocked its loop for ${count(blocked)} ms at a ` +
    `time. One thread can't do that in ${count(goal)} ms, whatever it awaits: \`async\` and \`Promise.all\` add ` +
    'no thread. Several threads can, on several cores.',

  workInTurn: ({ many, threads }: { many: number; threads: number }) =>
    `${plural(many, 'piece')} of work, never more than 1 at a time, on ${plural(threads, 'thread')}: their times ` +
    'add up. Give every thread something to do before you wait for the first.',

  workInBatches: ({ many, batches }: { many: number; batches: number }) =>
    `${plural(many, 'piece')} of work in ${count(batches)} batches: each batch waits for its slowest while the ` +
    'other threads sit idle. Give each thread the next piece as soon as it is free.',

  dividedUpFront: ({ who, ms, many }: { who: string; ms: number; many: number }) =>
    `${who} sat idle after ${count(ms)} ms while the others started ${plural(many, 'more item', 'more items')}: ` +
    'the work was divided up front, and some items take longer. Keep one queue, and let the next free ' +
    'worker take the next item.',

  notReplaced: ({ who, ms }: { who: string; ms: number }) =>
    `${who} exited at ${count(ms)} ms and was not replaced: the rest of the work had one thread less. Start a ` +
    'new one when a thread has exited and the pool is still open.',

  noCoreFree: ({ ms }: { ms: number }) =>
    `Threads waited ${count(ms)} ms for a core: more of them compute than there are cores. More threads than ` +
    'cores make CPU work no faster.',

  messageWaited: ({
    label,
    ms,
    from,
    to,
    thread,
  }: {
    label: string
    ms: number
    from: number
    to: number
    /** Nothing of the main thread. */
    thread: number | undefined
  }) =>
    `A ${label} waited ${count(ms)} ms, from ${count(from)} to ${count(to)} ms: ${threadName({ id: thread })} takes messages when its ` +
    'loop turns, and something kept it busy. Send a thread its next job when it has replied to the last ' +
    'one, or work in smaller pieces.',
}
