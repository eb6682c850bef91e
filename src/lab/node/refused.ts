import dgram from 'node:dgram'
import fs from 'node:fs'
import fsPromises from 'node:fs/promises'
import net from 'node:net'
import perfHooks, { type EntryType, PerformanceObserver } from 'node:perf_hooks'
import util from 'node:util'
import { host } from '../machine/host.ts'
import { isLeftAlone, type Replacement, replacedGetter } from './replacement.ts'

const SERVERS = 'A run has no servers of its own: give simulate() a `server`.'
const FILES = 'Files do not change by themselves in a run.'
const WITH_TIMER = 'Write it with setTimeout.'
const BY_CLOCK = 'Compare performance.now() before and after.'
const RESOURCES = 'The requests of a run are in its trace.'

/**
 * What reads a clock, waits or connects, and has no twin in a run: a program that calls one is told so by name, and
 * its run ends. Outside a run they are Node's.
 */
export function refusedFunctions(): Replacement[] {
  const { performance } = perfHooks
  const figures = 'It is about the real process. Compare performance.now() with process.cpuUsage().'
  return [
    ...refused(globalThis, 'WebSocket', 'A run has no server for them: use fetch.'),
    ...refused(globalThis, 'EventSource', 'A run has no server for them: use fetch.'),
    ...refused(net.Server.prototype, 'listen', SERVERS, 'server.listen'),
    ...refused(dgram.Socket.prototype, 'bind', SERVERS, 'socket.bind'),
    ...refused(dgram.Socket.prototype, 'connect', SERVERS, 'socket.connect'),
    ...refused(fs, 'watch', FILES, 'fs.watch'),
    ...refused(fs, 'watchFile', FILES, 'fs.watchFile'),
    ...refused(fsPromises, 'watch', FILES, 'fs.promises.watch'),
    ...refused(util, 'debounce', WITH_TIMER, 'util.debounce'),
    ...refused(util, 'throttle', WITH_TIMER, 'util.throttle'),
    ...refused(performance, 'timerify', BY_CLOCK, 'performance.timerify'),
    ...refused(perfHooks, 'timerify', BY_CLOCK, 'perf_hooks.timerify'),
    ...refused(performance, 'eventLoopUtilization', figures, 'performance.eventLoopUtilization'),
    ...refused(perfHooks, 'eventLoopUtilization', figures, 'perf_hooks.eventLoopUtilization'),
    ...refused(performance, 'toJSON', figures, 'performance.toJSON'),
    ...refused(
      perfHooks,
      'createSlidingWindowHistogram',
      'Use createHistogram().',
      'perf_hooks.createSlidingWindowHistogram',
    ),
    replacedGetter(Performance.prototype, 'nodeTiming', (_, real) => {
      if (host.machine) throw host.machine.refuse('performance.nodeTiming', figures)
      return real()
    }),
    ...entriesOfNode(),
  ]
}

/** Entries that Node makes by the real clock: nobody gets to see them in a run. */
function entriesOfNode(): Replacement[] {
  const { performance } = perfHooks
  const { observe } = PerformanceObserver.prototype
  const { getEntriesByType } = performance
  const check = (type: string | undefined) => {
    if (!host.machine || type === undefined || type === 'mark' || type === 'measure') return
    throw host.machine.refuse(`The performance entry '${type}'`, RESOURCES)
  }
  return [
    [
      PerformanceObserver.prototype,
      'observe',
      function (this: PerformanceObserver, ...args: Parameters<typeof observe>) {
        const { type, entryTypes = [] } = args[0] as { type?: string; entryTypes?: string[] }
        for (const wanted of [type, ...entryTypes]) check(wanted)
        observe.apply(this, args)
      },
    ],
    [
      performance,
      'getEntriesByType',
      (type: EntryType) => {
        check(type)
        return getEntriesByType.call(performance, type)
      },
    ],
  ]
}

/**
 * A function or class that works outside a run, and inside says that it does not.
 *
 * @param instead what to do instead, as a sentence
 * @param what what the message calls it
 */
export function refused(
  owner: object,
  name: string,
  instead: string,
  what: string = name,
): Replacement[] {
  if (owner === globalThis && isLeftAlone(name)) return []
  const original = owner[name as keyof typeof owner] as object | undefined
  if (typeof original !== 'function') return []
  const check = () => {
    if (host.machine) throw host.machine.refuse(what, instead)
  }
  const value: object = new Proxy(original, {
    construct: (target, args: unknown[], newTarget: object) => {
      check()
      return Reflect.construct(
        target as never,
        args,
        (newTarget === value ? target : newTarget) as never,
      )
    },
    apply: (target, self, args) => {
      check()
      return Reflect.apply(target as never, self, args)
    },
  })
  return [[owner, name, value]]
}
