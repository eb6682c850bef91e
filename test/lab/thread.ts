import { syncBuiltinESMExports } from 'node:module'
import workerThreads from 'node:worker_threads'
import { host } from './host.ts'
import { loadAnew } from './load-anew.ts'
import { type Assignment, Seated } from './seats.ts'
import { catchStrayErrors } from './stray-errors.ts'
import { ThreadMachine } from './thread-machine.ts'
import { install } from './trampolines.ts'

// A real thread: it serves simulated ones, one after the other. See seats.ts.

const realPort = workerThreads.parentPort as workerThreads.MessagePort
const word = workerThreads.workerData as Int32Array
const { wait, store, notify } = host.real.atomics
const names = new Set(Object.getOwnPropertyNames(globalThis))
const listeners = new Map(process.eventNames().map(name => [name, process.rawListeners(name)]))

install()
for (;;) {
  wait(word, 0, Seated.idle)
  await serve(host.real.receiveMessageOnPort(realPort)?.message as Assignment)
  say(Seated.idle)
}

async function serve(assignment: Assignment): Promise<void> {
  const machine = new ThreadMachine(assignment, () => loadAnew(assignment.file), stop)
  const { parentPort, workerData } = machine
  const { id: threadId, name: threadName } = assignment
  Object.assign(workerThreads, { parentPort, workerData, threadId, threadName })
  syncBuiltinESMExports()
  process.exitCode = undefined
  process.exit = code => machine.exit(code)
  const letErrorsGo = catchStrayErrors((error, how) => machine.crash(error, how))
  host.machine = machine
  await machine.run()
  machine.stopServing()
  await machine.calmDown()
  host.machine = undefined
  letErrorsGo()
  forgetTheProgram()
  host.reinstate?.()
}

/** What a program has put into places that outlive it must not reach the next one. */
function forgetTheProgram(): void {
  const globals = globalThis as Record<string, unknown>
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!names.has(name)) delete globals[name]
  }
  for (const name of process.eventNames()) {
    if (!listeners.has(name)) process.removeAllListeners(name)
  }
}

/** For a thread whose code can't be brought to an end: the real one stands still until it is ended. */
function stop(): void {
  say(Seated.stuck)
  wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

function say(state: number): void {
  store(word, 0, state)
  notify(word, 0)
}
