import { syncBuiltinESMExports } from 'node:module'
import workerThreads from 'node:worker_threads'
import { host } from '../machine/host.ts'
import { catchStrayErrors } from '../node/unhandled-errors.ts'
import { importFresh } from '../threads/import-fresh.ts'
import { type Assignment, ThreadState } from '../threads/real-thread-pool.ts'
import { ThreadMachine } from '../threads/thread-machine.ts'
import { install } from './install.ts'

// A real thread: it serves simulated ones, one after the other. See threads/real-thread-pool.ts.

const realPort = workerThreads.parentPort as workerThreads.MessagePort
const state = workerThreads.workerData as Int32Array
const { wait, store, notify } = host.real.atomics

// An error from a thread has to reach the student's own lines through the lab's.
Error.stackTraceLimit = 50
install()
const globals = new Map(
  Reflect.ownKeys(globalThis).map(name => [
    name,
    Object.getOwnPropertyDescriptor(globalThis, name) as PropertyDescriptor,
  ]),
)
const language = [Object, Function, Array, String, Number, Promise, Map, Set, Error, Date]
  .flatMap(type => [type, type.prototype] as object[])
  .concat([Math, JSON, Reflect, Atomics])
  .map(owner => owner as Record<PropertyKey, unknown>)
  .map(owner => ({
    owner,
    size: Reflect.ownKeys(owner).length,
    properties: Object.entries(Object.getOwnPropertyDescriptors(owner))
      .filter(([, descriptor]) => 'value' in descriptor)
      .map(([name, { value }]) => [name, value] as const),
  }))
const listeners = new Map(process.eventNames().map(name => [name, process.rawListeners(name)]))

for (;;) {
  wait(state, 0, ThreadState.idle)
  await serve(host.real.receiveMessageOnPort(realPort)?.message as Assignment)
  // What a program has done to the language itself can't be undone: another thread takes over.
  if (!forgetTheProgram() || !isAsBefore()) stop()
  say(ThreadState.idle)
}

async function serve(assignment: Assignment): Promise<void> {
  const machine = new ThreadMachine(assignment, () => importFresh(assignment.file), stop)
  const { parentPort, workerData } = machine
  const { id: threadId, name: threadName } = assignment
  Object.assign(workerThreads, { parentPort, workerData, threadId, threadName })
  syncBuiltinESMExports()
  process.exitCode = undefined
  process.exit = code => machine.exit(code)
  takeOver(assignment.env)
  const letErrorsGo = catchStrayErrors((error, how) => machine.crash(error, how), 'unless handled')
  host.machine = machine
  await machine.run()
  machine.stopServing()
  await machine.calmDown()
  host.machine = undefined
  process.exit = host.real.exit
  letErrorsGo()
  host.reinstate?.()
}

/** What a program has put into places that outlive it must not reach the next one. True if it is gone. */
function forgetTheProgram(): boolean {
  let isGone = true
  for (const name of Reflect.ownKeys(globalThis)) {
    const isNew = !globals.has(name)
    if (isNew) isGone &&= Reflect.deleteProperty(globalThis, name) || isNodes(name)
  }
  const now = globalThis as Record<PropertyKey, unknown>
  for (const [name, descriptor] of globals) {
    const isAsBefore = !('value' in descriptor) || Object.is(now[name], descriptor.value)
    if (!isAsBefore) isGone &&= Reflect.defineProperty(globalThis, name, descriptor)
  }
  for (const name of process.eventNames()) {
    process.removeAllListeners(name)
    for (const listener of listeners.get(name) ?? [])
      process.on(name as string, listener as () => void)
  }
  return isGone
}

/** Node itself keeps things under symbols, such as the connections of `fetch`. */
function isNodes(name: PropertyKey): boolean {
  return typeof name === 'symbol'
}

function isAsBefore(): boolean {
  return language.every(({ owner, size, properties }) => {
    const isSame = properties.every(([name, value]) => Object.is(owner[name], value))
    return isSame && Reflect.ownKeys(owner).length === size
  })
}

/** The environment is the parent's, as it is now. */
function takeOver(env: Readonly<Record<string, string | undefined>>): void {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name]
  for (const [name, value] of Object.entries(env)) {
    if (process.env[name] !== value) process.env[name] = value
  }
}

/** For a thread whose code can't be brought to an end: the real one stands still until it is ended. */
function stop(): void {
  say(ThreadState.stuck)
  wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

function say(what: number): void {
  store(state, 0, what)
  notify(state, 0)
}
