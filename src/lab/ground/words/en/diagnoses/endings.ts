import { count, plural } from '../../../text.ts'
import { inFlight, type Noun } from './nouns.ts'

// How a run ended, what it left behind, and slips in the code that ended it.

export const endings = {
  unhandledRejection: ({ ms, error }: { ms: number; error: string }) =>
    `An unhandled rejection ended the program at ${count(ms)} ms: ${error}. A promise rejected while it had ` +
    'no rejection handler: your code was still awaiting another one, or had dropped it. Await each ' +
    'promise, or attach its handler, where you create it. Each `then`, and each call of an `async` callback, ' +
    'makes a promise of its own.',

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
          'its object: pass an arrow function. Or was something looked up, as in a Map, that is not there?'
        : 'It was thrown in a callback, where no promise passes it on: call reject with it instead.'),

  finishedBeforeItsWork: ({
    ms,
    many,
    noun,
    last,
    after,
    timer,
    keepsError,
  }: {
    ms: number
    many: number
    noun: string
    /** When the last of it was over; nothing if it never was. */
    last: number | undefined
    /** When all was over that was started later on; nothing if nothing was. */
    after: number | undefined
    /** If it is a single timer. */
    timer: string | undefined
    /** Whether there is an error in the result. */
    keepsError: boolean
  }) =>
    `Your function finished before its work did: it returned at ${count(ms)} ms, and ` +
    `${plural(many, noun, noun === 'query' ? 'queries' : undefined)} it had started ` +
    `${last === undefined ? 'never ended' : `went on until ${count(last)} ms`}` +
    `${after === undefined ? '' : `, and what came after that until ${count(after)} ms`}. ` +
    (keepsError
      ? 'An error is in its result: `Promise.all` stops waiting at the first error, and so does a `try` around ' +
        'all of them. Use `Promise.allSettled`, or catch the error of each task by itself.'
      : `Nothing awaited ${many === 1 ? 'it' : 'them'}: a promise was dropped (no \`await\`, no \`return\`, or a ` +
        '`forEach` with an async callback), or `resolve` was called too early' +
        (timer === undefined ? '.' : `; or a timer was not cleared (${timer}).`)),

  rejectedLate: ({ ms, due }: { ms: number; due: number }) =>
    `Your function rejected at ${count(ms)} ms, and the error was there at ${count(due)} ms: it kept the error while ` +
    'it waited for others. `allSettled`, or a loop that awaits one promise after another, waits for all of them. ' +
    'Reject the moment one fails, as `Promise.all` does.',

  nothingStarted: () =>
    'Your function returned at 0 ms and started nothing: no request, no timer, no thread. Does the loop run at all, ' +
    'and is each function called? `new Array(3).map(…)` calls nothing, since its places are empty: use `Array.from`.',

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

export const intervals = {
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

export const slips = {
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
