import { count, plural } from '../../text.ts'
import { allOf } from './lists.ts'
import { threadName } from './names.ts'

// What a run did, the likely cause, and where to look: a sentence or a few for each diagnosis.

type Noun = 'request' | 'timer'

const inFlight = (noun: Noun) => (noun === 'timer' ? 'running' : 'in flight')

const concurrency = {
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

const endings = {
  unhandledRejection: ({ ms, error }: { ms: number; error: string }) =>
    `An unhandled rejection ended the program at ${count(ms)} ms: ${error}. A promise rejected while it had ` +
    'no rejection handler: your code was still awaiting another one, or had dropped it. Await each ' +
    'promise, or attach its handler, where you create it.',

  uncaughtError: ({
    ms,
    error,
    isClients,
    isSlip,
  }: {
    ms: number
    error: string
    isClients: boolean
    /** Whether it is a mistake in the code that threw it. */
    isSlip: boolean
  }) =>
    `An uncaught error ended the program at ${count(ms)} ms: ${error}. ` +
    (isClients
      ? "A client emitted it as 'error' and has no listener: give each client one, " +
        "`client.on('error', …)`, even if its queries reject."
      : isSlip
        ? 'It was thrown in a callback. Was a method passed as one, such as `on(…, this.method)`? It has lost ' +
          'its object: `this` is something else there. Pass an arrow function.'
        : 'It was thrown in a callback, where no promise passes it on: call reject with it instead.'),

  finishedBeforeItsWork: ({
    ms,
    many,
    noun,
    last,
    timer,
  }: {
    ms: number
    many: number
    noun: string
    /** When the last of it was over; nothing if it never was. */
    last: number | undefined
    /** The first of them, if all are timers. */
    timer: string | undefined
  }) =>
    `Your function finished before its work did: it returned at ${count(ms)} ms, and ` +
    `${plural(many, noun, noun === 'query' ? 'queries' : undefined)} it had started ` +
    `${last === undefined ? 'never ended' : `went on until ${count(last)} ms`}. Nothing awaited ` +
    `${many === 1 ? 'it' : 'them'}: a promise was dropped (no \`await\`, no \`return\`, or a \`forEach\` with an ` +
    'async callback), or `resolve` was called too early' +
    (timer === undefined ? '.' : `; or a timer was not cleared (${timer}).`),

  nothingWasRequested: () =>
    'Your function returned a result, but nothing was requested: the server saw no request at all. Does a ' +
    'variable outside the function still hold what an earlier call found?',

  errorSwallowed: ({
    how,
    label,
    url,
    code,
    ms,
  }: {
    how: 'refused' | 'answered' | 'reset'
    label: string
    url: string
    code: string
    ms: number
  }) =>
    ({
      refused: `There was no connection for ${label} (${code}, at ${count(ms)} ms)`,
      answered: `${url} answered with an error (${code}) to: ${label}, at ${count(ms)} ms`,
      reset: `The connection of ${label} was reset at ${count(ms)} ms`,
    })[how] +
    ', and your function ended as if nothing had happened: the error was swallowed. Look for a `catch` ' +
    'that neither rethrows it nor returns it.',

  wentOnAfterError: ({ many, label, ms }: { many: number; label: string; ms: number }) =>
    `${plural(many, 'request')} started after the connection of ${label} had been reset at ${count(ms)} ms. ` +
    'An error that is not caught ends the function: let it propagate.',
}

const intervals = {
  intervalClearedAtOnce: ({ label, ms, last }: { label: string; ms: number; last: number }) =>
    `${label} was cleared at ${count(ms)} ms, the instant at which it was started, and your function went on ` +
    `until ${count(last)} ms. In an async function, \`return promise\` inside \`try\` runs \`finally\` ` +
    'immediately: write `return await promise`. Await the work before you clear its timer.',

  oneVariableForIntervals: ({
    label,
    many,
    lost,
    replaced,
  }: {
    label: string
    many: number
    /** How many were never cleared, though one that was set later was. */
    lost: number
    /** How many were cleared when the next one was set. */
    replaced: number
  }) =>
    `${label} was started ${plural(many, 'time')}, and ` +
    (lost > 0
      ? `${count(lost)} of them ${lost === 1 ? 'was' : 'were'} never cleared, though the latest was`
      : `${count(replaced)} of them ${replaced === 1 ? 'was' : 'were'} cleared when the next one started`) +
    ': is the timer in a variable outside the function? It holds one timer, and each call needs a timer of ' +
    'its own. Declare the variable inside the function.',

  intervalUnreferenced: ({ label, ms }: { label: string; ms: number }) =>
    `${label} was never cleared: it fired until the program ended at ${count(ms)} ms. \`unref()\` does not stop ` +
    'a timer, it only lets the program exit. Call `clearInterval` in `finally`, so that it runs on success ' +
    'and on failure.',

  intervalLeft: ({ label, ms, last }: { label: string; ms: number; last: number | undefined }) =>
    `${label} was not cleared when your function ended at ${count(ms)} ms: it went on ` +
    `${last === undefined ? 'forever' : `until ${count(last)} ms`}. Call \`clearInterval\` in \`finally\`, so ` +
    'that it runs on success and on failure.',
}

const slips = {
  promiseForTask: ({ name, many, noun }: { name: string; many: number; noun: Noun }) =>
    `\`${name}\` is not a function, and ${plural(many, noun)} ${many === 1 ? 'was' : 'were'} already ` +
    `${inFlight(noun)} when your code called it: it is a promise. \`fetch(url)\` starts the request and returns ` +
    'a promise. A task is a function that does so when it is called: pass `() => fetch(url)`.',

  functionForPromise: ({ name, method }: { name: string; method: string }) =>
    `\`${name}.${method}\` is not a function, so \`${name}\` is not a promise. A task is a function that returns ` +
    `one: call it first, \`${name}().${method}(…)\`.`,

  functionsForResults: ({ many }: { many: number }) =>
    `Your function returned ${plural(many, 'function')} where ${many === 1 ? 'a result belongs' : 'results belong'}` +
    ': a task was stored or awaited, but not called. `await task` gives the function itself; `await task()` ' +
    'calls it and waits for its result.',

  promisesForResults: ({ many }: { many: number }) =>
    `Your function returned ${plural(many, 'promise')} where ${many === 1 ? 'a result belongs' : 'results belong'}` +
    ': storing a promise does not wait for it. Await it, and store what it resolves to.',
}

const loop = {
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
    `\`${label}\` blocked the loop for ${count(ms)} ms (from ${count(from)} ms), ${count(all)} ms in all before ` +
    'it could turn again: no timer fired and no answer was read meanwhile. ' +
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

const databases = {
  unknownQuery: ({ url, query }: { url: string; query: string }) =>
    `${url} was asked a query it has no answer for: ${query}`,

  cutWhileAnswering: ({ url, ms, query }: { url: string; ms: number; query: string }) =>
    `${url} reset the connection at ${count(ms)} ms, in the middle of its answer to: ${query}`,

  connectionLeft: ({
    many,
    names,
    ms,
    queries,
  }: {
    many: number
    names: readonly string[]
    ms: number
    /** How many queries were under way, if the function failed. */
    queries: number
  }) =>
    `${plural(many, 'connection')} (${names.join(', ')}) ${many === 1 ? 'was' : 'were'} still open when your ` +
    `function ended at ${count(ms)} ms` +
    (queries > 0
      ? `, with ${plural(queries, 'query', 'queries')} under way: it failed and did not wait. ` +
        '`Promise.all` rejects at the first error and the others go on: wait until all have settled and are ' +
        'closed, or close them immediately.'
      : '. Close every connection that you open, in `finally`, and await that.'),

  connectedAfterwards: ({ url, many, ms }: { url: string; many: number; ms: number }) =>
    `${url} was connected to again, ${plural(many, 'time')}, after your function had ended at ${count(ms)} ms: ` +
    'a client that reconnects by itself goes on until it is closed.',

  oneConnection: ({ many, url, ms }: { many: number; url: string; ms: number }) =>
    `${plural(many, 'query', 'queries')} to ${url} went over one connection, one after another: ` +
    `${count(ms)} ms. A connection answers one query at a time. For several at once, use a pool: it opens ` +
    'one connection for each, up to its limit.',

  connectedInTurn: ({ many, last, asked }: { many: number; last: number; asked: number }) =>
    `${plural(many, 'connection')} were opened one after another, the last at ${count(last)} ms, and the ` +
    `first query was sent at ${count(asked)} ms. Connecting is waiting, too: let all of them connect at the ` +
    'same time.',
}

const memory = {
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

const threads = {
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

  errorOfAThread: ({ who }: { who: string }) =>
    `${who} was ended by that error. Its Worker then emits 'error', and without a listener the error ends the ` +
    'whole program. Listen for it on every worker, and reject what waits for that one.',

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
    `${count(ms)} ms, never closed: that keeps the process alive. Call \`await worker.terminate()\` for each ` +
    'when you close the pool, also if a job fails.',

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

/** A sentence for each misconception, by the name of its diagnosis. */
export const diagnoses = {
  ...concurrency,
  ...endings,
  ...intervals,
  ...slips,
  ...loop,
  ...databases,
  ...memory,
  ...threads,
}
