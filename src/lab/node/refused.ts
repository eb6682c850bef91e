import dgram from 'node:dgram'
import fs from 'node:fs'
import fsPromises from 'node:fs/promises'
import net from 'node:net'
import perfHooks, { type EntryType, PerformanceObserver } from 'node:perf_hooks'
import util from 'node:util'
import { words } from '../ground/words/words.ts'
import { host } from '../machine/host.ts'
import { isLeftAlone, type Replacement, replacedGetter } from './replacement.ts'

const { whats, insteads } = words.refused

/**
 * What reads a clock, waits or connects, and has no twin in a run: a program that calls one is told so by name, and
 * its run ends. Outside a run they are Node's.
 */
export function refusedFunctions(): Replacement[] {
  const { performance } = perfHooks
  return [
    ...refused(globalThis, 'WebSocket', insteads.fetch),
    ...refused(globalThis, 'EventSource', insteads.fetch),
    ...refused(net.Server.prototype, 'listen', insteads.ownServer, 'server.listen'),
    ...refused(dgram.Socket.prototype, 'bind', insteads.ownServer, 'socket.bind'),
    ...refused(dgram.Socket.prototype, 'connect', insteads.ownServer, 'socket.connect'),
    ...refused(fs, 'watch', insteads.fileChanges, 'fs.watch'),
    ...refused(fs, 'watchFile', insteads.fileChanges, 'fs.watchFile'),
    ...refused(fsPromises, 'watch', insteads.fileChanges, 'fs.promises.watch'),
    ...refused(util, 'debounce', insteads.setTimeout, 'util.debounce'),
    ...refused(util, 'throttle', insteads.setTimeout, 'util.throttle'),
    ...refused(performance, 'timerify', insteads.now, 'performance.timerify'),
    ...refused(perfHooks, 'timerify', insteads.now, 'perf_hooks.timerify'),
    ...refused(
      performance,
      'eventLoopUtilization',
      insteads.cpuUsage,
      'performance.eventLoopUtilization',
    ),
    ...refused(
      perfHooks,
      'eventLoopUtilization',
      insteads.cpuUsage,
      'perf_hooks.eventLoopUtilization',
    ),
    ...refused(performance, 'toJSON', insteads.cpuUsage, 'performance.toJSON'),
    ...refused(
      perfHooks,
      'createSlidingWindowHistogram',
      insteads.createHistogram,
      'perf_hooks.createSlidingWindowHistogram',
    ),
    replacedGetter(Performance.prototype, 'nodeTiming', (_, real) => {
      if (host.machine) throw host.machine.refuse('performance.nodeTiming', insteads.cpuUsage)
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
    throw host.machine.refuse(whats.performanceEntry({ type }), insteads.trace)
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
