import dgram from 'node:dgram'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import perfHooks from 'node:perf_hooks'
import timers from 'node:timers'
import timersPromises from 'node:timers/promises'
import { promisify } from 'node:util'
import { UnknownAddress } from '../ground/errors.ts'
import { currentRun, host } from '../machine/host.ts'
import type { Machine } from '../machine/machine.ts'
import { simulated } from '../machine/timers.ts'
import { inFetch } from '../node/http-clients.ts'
import * as promised from '../node/promised-timers.ts'
import { threadFunctions } from '../threads/worker-threads.ts'

/** Simulated runs begin at this moment; chosen so that dates in a test's output are easy to read. */
export const EPOCH = Date.UTC(2026, 0, 1)

type Callback = (...args: never[]) => unknown

/**
 * Replaces the clock and the timers of this process by trampolines: inside a run they ask the machine,
 * outside they ask Node. They are installed once and stay, so that whoever keeps a reference to
 * `setTimeout`, as libraries do when they are loaded, keeps the right one. Call it before they are.
 */
export function install(): void {
  if (host.uninstalled) host.reinstate?.()
  host.uninstalled = false
  if (host.reinstate) return
  const replaced = [
    ...timerFunctions(),
    ...promisedTimers(),
    ...clocks(),
    ...temporal(),
    [Math, 'random', simulatedRandom(Math.random)] as Replacement,
    ...connections(),
    ...threadFunctions(),
  ].map(([owner, name, value]) => replace(owner, name, value))
  syncBuiltinESMExports()
  host.reinstate = () => {
    const changed = replaced.filter(({ putBack }) => putBack())
    if (changed.length > 0) syncBuiltinESMExports()
  }
  takeAway = () => {
    host.uninstalled = true
    for (const { remove } of replaced.toReversed()) remove()
    syncBuiltinESMExports()
  }
}

let takeAway = () => {}

/**
 * Takes the trampolines away until they are installed again, for whoever must find Node's own: a test runner
 * that is loaded now would otherwise wait on the simulated clock.
 */
export function uninstall(): void {
  takeAway()
}

type Replacement = [owner: object, name: PropertyKey, value: unknown]

interface Replaced {
  /** Puts the replacement back; tells if it had to. */
  readonly putBack: () => boolean
  /** Puts back what was there before. */
  readonly remove: () => void
}

/** Defines a property as it was but for its value. */
function replace(owner: object, name: PropertyKey, value: unknown): Replaced {
  const original = Object.getOwnPropertyDescriptor(owner, name)
  const before = original ?? { configurable: true, enumerable: true, writable: true }
  const { get, set, ...shape } = before
  const descriptor = { writable: true, ...shape, value }
  Object.defineProperty(owner, name, descriptor)
  return {
    putBack: () => {
      if (Object.getOwnPropertyDescriptor(owner, name)?.value === value) return false
      Object.defineProperty(owner, name, descriptor)
      return true
    },
    remove: () => {
      if (original) Object.defineProperty(owner, name, original)
      else Reflect.deleteProperty(owner, name)
    },
  }
}

// ---- timers ----------------------------------------------------------------------------------------

function timerFunctions(): Replacement[] {
  const { real } = host
  // Bad arguments go to the real function, which throws the real error.
  const functions = {
    setTimeout: (callback: Callback, delay?: unknown, ...args: unknown[]) =>
      host.machine && typeof callback === 'function'
        ? host.machine.setTimer(callback, delay, args, { name: 'setTimeout' })
        : real.setTimeout(callback, delay as number, ...(args as never[])),
    setInterval: (callback: Callback, delay?: unknown, ...args: unknown[]) =>
      host.machine && typeof callback === 'function'
        ? host.machine.setTimer(callback, delay, args, { name: 'setInterval', repeat: true })
        : real.setInterval(callback, delay as number, ...(args as never[])),
    setImmediate: (callback: Callback, ...args: unknown[]) =>
      host.machine && typeof callback === 'function'
        ? host.machine.setImmediate(callback, args)
        : real.setImmediate(callback, ...(args as never[])),
    clearTimeout: clearing(real.clearTimeout as (timer: unknown) => void),
    clearInterval: clearing(real.clearInterval as (timer: unknown) => void),
    clearImmediate: clearing(real.clearImmediate as (timer: unknown) => void),
  }
  Object.defineProperty(functions.setTimeout, promisify.custom, { value: promised.setTimeout })
  Object.defineProperty(functions.setImmediate, promisify.custom, { value: promised.setImmediate })
  return Object.entries(functions).flatMap(([name, value]): Replacement[] => [
    [globalThis, name, value],
    [timers, name, value],
  ])
}

function clearing(realClear: (timer: unknown) => void) {
  return (timer?: unknown): void => {
    const ours = simulated(timer)
    if (ours) ours.close()
    else realClear(timer)
  }
}

function promisedTimers(): Replacement[] {
  const { real } = host
  const scheduler = Object.getPrototypeOf(timersPromises.scheduler) as object
  return [
    [timersPromises, 'setTimeout', promised.setTimeout],
    [timersPromises, 'setImmediate', promised.setImmediate],
    [timersPromises, 'setInterval', promised.setInterval],
    [scheduler, 'wait', promised.wait],
    [
      scheduler,
      'yield',
      () => (host.machine ? promised.setImmediate() : real.promises.scheduler.yield()),
    ],
    [AbortSignal, 'timeout', abortAfter],
  ]
}

function abortAfter(ms: number): AbortSignal {
  const { machine, real } = host
  if (!machine || !Number.isInteger(ms) || ms < 0) return real.abortAfter(ms)
  const controller = new AbortController()
  const abort = () => {
    controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
  }
  machine.setTimer(abort, ms, [], { name: 'AbortSignal.timeout', ref: false })
  return controller.signal
}

// ---- clocks ----------------------------------------------------------------------------------------

function clocks(): Replacement[] {
  const { performance } = perfHooks
  const { mark, measure } = performance
  const { cpuUsage, threadCpuUsage, resourceUsage, uptime, hrtime } = process
  const realDate = host.real.Date

  return [
    ...dates(realDate),
    [performance, 'now', () => (host.machine ? host.machine.read() : host.real.now())],
    [
      performance,
      'mark',
      (name: string, options?: Parameters<Performance['mark']>[1]) =>
        mark.call(
          performance,
          name,
          host.machine ? { startTime: host.machine.read(), ...options } : options,
        ),
    ],
    [
      performance,
      'measure',
      (name: string, from?: Parameters<Performance['measure']>[1], to?: string) => {
        const options = typeof from === 'object' ? from : { start: from ?? 0, end: to }
        const endsNow = options.end === undefined && !('duration' in options)
        return host.machine && endsNow
          ? measure.call(performance, name, { ...options, end: host.machine.read() })
          : measure.call(performance, name, from as never, to)
      },
    ],
    [
      process,
      'hrtime',
      Object.assign(simulatedHrtime(hrtime), { bigint: simulatedBigint(hrtime) }),
    ],
    [process, 'uptime', () => (host.machine ? host.machine.read() / 1000 : uptime.call(process))],
    [process, 'cpuUsage', simulatedCpu(cpuUsage, machine => machine.cpu)],
    [process, 'threadCpuUsage', simulatedCpu(threadCpuUsage, machine => machine.threadCpu)],
    [process, 'resourceUsage', simulatedResources(resourceUsage)],
    [performance, 'eventLoopUtilization', refusedUtilization(performance)],
  ]
}

/** `Date` as it is, but that the moment it gives without arguments is the simulated one. */
function dates(realDate: DateConstructor): Replacement[] {
  const now = () => EPOCH + Math.floor(host.machine?.read() ?? 0)
  const simulatedDate: DateConstructor = new Proxy(realDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(
        target,
        args.length === 0 && host.machine ? [now()] : args,
        newTarget === simulatedDate ? target : newTarget,
      ) as Date,
    apply: (target, self, args) =>
      host.machine ? new target(now()).toString() : (Reflect.apply(target, self, args) as string),
  })
  const realNow = realDate.now
  return [
    [realDate, 'now', () => (host.machine ? now() : realNow())],
    [realDate.prototype, 'constructor', simulatedDate],
    [globalThis, 'Date', simulatedDate],
  ]
}

function simulatedHrtime(real: typeof process.hrtime) {
  return (earlier?: [number, number]): [number, number] => {
    if (!host.machine) return real(earlier)
    const nanoseconds = Math.round(host.machine.read() * 1e6)
    const [seconds, rest] = [Math.floor(nanoseconds / 1e9), nanoseconds % 1e9]
    if (!earlier) return [seconds, rest]
    const difference = nanoseconds - (earlier[0] * 1e9 + earlier[1])
    return [Math.floor(difference / 1e9), ((difference % 1e9) + 1e9) % 1e9]
  }
}

function simulatedBigint(real: typeof process.hrtime) {
  return (): bigint =>
    host.machine ? BigInt(Math.round(host.machine.read() * 1e6)) : real.bigint()
}

function simulatedCpu(real: typeof process.cpuUsage, cpuOf: (machine: Machine) => number) {
  return (earlier?: NodeJS.CpuUsage): NodeJS.CpuUsage => {
    if (!host.machine) return real.call(process, earlier)
    const user = Math.round(cpuOf(host.machine) * 1000) - (earlier?.user ?? 0)
    return { user, system: 0 - (earlier?.system ?? 0) }
  }
}

function simulatedResources(real: typeof process.resourceUsage) {
  return (): NodeJS.ResourceUsage => {
    const usage = real.call(process)
    if (!host.machine) return usage
    return { ...usage, userCPUTime: Math.round(host.machine.cpu * 1000), systemCPUTime: 0 }
  }
}

function refusedUtilization(owner: typeof perfHooks.performance) {
  const { eventLoopUtilization } = owner
  return (...args: Parameters<typeof eventLoopUtilization>) => {
    if (!host.machine) return eventLoopUtilization.apply(owner, args)
    const instead = 'Compare performance.now() with process.cpuUsage().'
    throw host.machine.refuse('performance.eventLoopUtilization', instead)
  }
}

/** Chance is the same in each run: a client that waits at random before it tries again waits as long. */
function simulatedRandom(real: () => number) {
  return () => (host.machine ? host.machine.random() : real())
}

/** The clock of the Temporal API, where this Node has it. */
function temporal(): Replacement[] {
  if (!('Temporal' in globalThis)) return []
  const { Now, Instant } = Temporal
  const instant = () => Instant.fromEpochMilliseconds(EPOCH + Math.floor(host.machine?.read() ?? 0))
  const zoned = (zone: Temporal.TimeZoneLike = Now.timeZoneId()) =>
    instant().toZonedDateTimeISO(zone)
  const views = {
    instant,
    zonedDateTimeISO: zoned,
    plainDateTimeISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainDateTime(),
    plainDateISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainDate(),
    plainTimeISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainTime(),
  }
  return Object.entries(views).map(([name, view]): Replacement => {
    const realView = Now[name as keyof typeof views] as (zone?: Temporal.TimeZoneLike) => unknown
    return [
      Now,
      name,
      (zone?: Temporal.TimeZoneLike) => (host.machine ? view(zone) : realView.call(Now, zone)),
    ]
  })
}

// ---- the network -----------------------------------------------------------------------------------

const NO_NETWORK = 'A simulated run does not reach the real network, only'

/**
 * A connection that is not HTTP: to one of the run's databases, or to nobody. Then it is closed as if nobody
 * were there, in a way that any client can catch.
 */
export function connectElsewhere(socket: net.Socket, args: readonly unknown[]): net.Socket {
  const { host = 'localhost', port = 0, listener } = target(args)
  if (listener) socket.once('connect', listener)
  const databases = currentRun()?.databases
  if (databases?.connect(socket, host, Number(port))) return socket
  const known = databases?.any
    ? `its databases (${databases.names.join(', ')}), without TLS; it has none at ${host}:${port}.`
    : 'its fake server, over HTTP: give simulate() a `server` or `databases` that know the address.'
  process.nextTick(() => socket.destroy(new UnknownAddress(`${NO_NETWORK} ${known}`)))
  return socket
}

interface Target {
  readonly host?: string
  readonly port?: number | string
  readonly listener?: () => void
}

/** The arguments of `socket.connect`: options, or port and host, then a listener; or all that in an array. */
function target(args: readonly unknown[]): Target {
  const [first, second] = args
  if (Array.isArray(first)) return target(first)
  const found = args.find(argument => typeof argument === 'function') as Target['listener']
  const listener = found ? { listener: found } : {}
  if (typeof first === 'object') return { ...(first as Target), ...listener }
  const host = typeof second === 'string' ? { host: second } : {}
  return { port: first as number, ...host, ...listener }
}

/** Inside a run, what the program's `fetch` and sockets reach is the fake server or nothing. */
function connections(): Replacement[] {
  const { connect } = net.Socket.prototype
  const { send } = dgram.Socket.prototype
  return [
    [globalThis, 'fetch', simulatedFetch],
    [
      dgram.Socket.prototype,
      'send',
      function (this: dgram.Socket, ...args: Parameters<typeof send>) {
        if (currentRun()) throw new UnknownAddress(`${NO_NETWORK} its fake servers.`)
        return send.apply(this, args)
      },
    ],
    [
      net.Socket.prototype,
      'connect',
      function (this: net.Socket, ...args: Parameters<typeof connect>) {
        return !currentRun() || isMocked(args[0])
          ? connect.apply(this, args)
          : connectElsewhere(this, args)
      },
    ],
  ]
}

/** Sockets that nock plays both ends of look names up in a function of its own; a test guards this. */
function isMocked(options: unknown): boolean {
  return (options as net.TcpSocketConnectOpts).lookup?.name === 'mockLookup'
}

/**
 * `fetch` itself is Node's. Only an unknown address is told without a wrapper around it, and a request
 * that is still open when its run is over never comes back: there is nobody to come back to.
 */
async function simulatedFetch(...args: Parameters<typeof fetch>): Promise<Response> {
  const run = currentRun()
  if (!run) return host.real.fetch(...args)
  run.fetching++
  try {
    const response = await inFetch(() => run.fetch(...args))
    return run.over ? NEVER : response
  } catch (error) {
    if (run.over) return NEVER
    throw error instanceof TypeError && error.cause instanceof UnknownAddress ? error.cause : error
  } finally {
    run.fetching--
  }
}

const NEVER = new Promise<never>(() => {})
