import asyncHooks from 'node:async_hooks'
import { isMainThread } from 'node:worker_threads'
import { words } from '../../words/words.ts'
import { mayImport } from '../forbidden.ts'
import { lockSome } from './frozen.ts'
import { type Caller, callerOf, onlyFor } from './hidden.ts'
import { lockStreams } from './locked-streams.ts'

const { tampering } = words

type Any = (...args: unknown[]) => unknown

/** Ways around imports, to Node's own modules and to what is open in this process. */
const WAYS = [
  ...['binding', '_linkedBinding', 'dlopen', '_getActiveHandles', '_getActiveRequests', 'execve'],
  ...['setUncaughtExceptionCaptureCallback', 'addUncaughtExceptionCaptureCallback'],
  ...['_debugProcess', '_debugEnd', 'openStdin'],
]

/** What listens to the process, and is told. A copy of its own would come before what is frozen. */
const EMITTER = [
  ...['on', 'once', 'off', 'emit', 'addListener', 'removeListener', 'removeAllListeners'],
  ...['prependListener', 'prependOnceListener', 'rawListeners', 'listeners', 'listenerCount'],
]

/** Closes ways in this process, or thread, that lead around what a submission may import. */
export function lockProcess(note: (what: string) => void): void {
  const functions = process as unknown as Record<string, Any | undefined>
  for (const name of WAYS) {
    if (functions[name]) replace(name, () => refuse(name))
  }
  const { kill, _kill } = functions
  // Itself it may end: that is a verdict of its own.
  replace('kill', (...args) =>
    args[0] === process.pid ? kill?.apply(process, args) : refuse('kill'),
  )
  replace(
    '_kill',
    onlyFor(
      byKill,
      (_self, args) => _kill?.apply(process, args),
      () => refuse('_kill'),
    ),
  )
  const getBuiltin = process.getBuiltinModule.bind(process) as Any
  replace('getBuiltinModule', name => {
    const text = `${name as string}`
    const isAsked = text === 'node:diagnostics_channel' && TRACING.test(callerOf(1).file)
    if (mayImport(text) || isAsked) return getBuiltin(text)
    note(tampering.called('process.getBuiltinModule'))
    return undefined
  })
  for (const name of EMITTER) replace(name, functions[name] as Any)
  lockHooks(note)
  if (isMainThread) lockStreams(note)

  function refuse(name: string): never {
    note(tampering.called(`process.${name}`))
    throw new Error(tampering.refused(`process.${name}`))
  }

  function replace(name: string, value: Any): void {
    Object.defineProperty(process, name, { value, writable: true, configurable: true })
    lockSome(process, [name])
  }
}

/** `process.kill` calls `process._kill`. */
function byKill({ file }: Caller): boolean {
  return file === 'node:internal/process/per_thread'
}

/** Packages that katas use look for it while they are loaded. */
const TRACING = /\/node_modules\/(?:mysql2|ioredis)\/[\w/]*tracing\.js$/

/** Hooks get to see what the lab and the test runner work with, such as the ports of threads. The lab has its own. */
function lockHooks(note: (what: string) => void): void {
  const hooks = asyncHooks as unknown as Record<string, Any>
  for (const name of ['createHook', 'executionAsyncResource']) {
    const what = tampering.called(name)
    hooks[name] = () => {
      note(what)
      throw new Error(what)
    }
  }
}
