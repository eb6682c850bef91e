// The names of Node's API that read a clock, wait for a time or connect, and what a run makes of each.

/** Have a twin that keeps simulated time. */
export const SIMULATED = [
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval'].flatMap(
    name => [`timers.${name}`, `globalThis.${name}`],
  ),
  ...['timers.clearImmediate', 'globalThis.clearImmediate'],
  ...['setTimeout', 'setInterval', 'setImmediate'].map(name => `timers/promises.${name}`),
  ...['wait', 'yield'].map(name => `timers/promises.scheduler.__proto__.${name}`),
  'globalThis.AbortSignal.timeout',
  ...['globalThis.Date', 'globalThis.Date.now'],
  ...['instant', 'zonedDateTimeISO', 'plainDateTimeISO', 'plainDateISO', 'plainTimeISO'].map(
    name => `globalThis.Temporal.Now.${name}`,
  ),
  ...['format', 'formatToParts'].map(name => `globalThis.Intl.DateTimeFormat.prototype.${name}`),
  ...['now', 'mark', 'measure'].map(name => `perf_hooks.performance.${name}`),
  'perf_hooks.Performance.prototype.timeOrigin',
  'perf_hooks.monitorEventLoopDelay',
  ...['hrtime', 'uptime', 'cpuUsage', 'threadCpuUsage', 'resourceUsage'].map(n => `process.${n}`),
  ...['availableParallelism', 'cpus', 'loadavg', 'uptime'].map(name => `os.${name}`),
  'globalThis.Navigator.prototype.hardwareConcurrency',
  'globalThis.fetch',
  ...['connect', 'setTimeout'].map(name => `net.Socket.prototype.${name}`),
  'dgram.Socket.prototype.send',
  ...['Event', 'CustomEvent', 'MessageEvent', 'CloseEvent', 'ErrorEvent', 'File'].map(
    name => `globalThis.${name}`,
  ),
  'globalThis.Event.prototype.timeStamp',
  ...['buffer.File', 'buffer.File.prototype.lastModified'],
  'crypto.randomUUIDv7',
  ...['Worker', 'receiveMessageOnPort'].map(name => `worker_threads.${name}`),
  ...['wait', 'waitAsync', 'notify'].map(name => `globalThis.Atomics.${name}`),
] as const

/** End a run, by name. */
export const REFUSED = [
  'globalThis.WebSocket',
  'net.Server.prototype.listen',
  ...['bind', 'connect'].map(name => `dgram.Socket.prototype.${name}`),
  ...['fs.watch', 'fs.watchFile', 'fs/promises.watch'],
  ...['util.debounce', 'util.throttle'],
  ...['timerify', 'eventLoopUtilization', 'createSlidingWindowHistogram'].map(
    name => `perf_hooks.${name}`,
  ),
  ...['timerify', 'eventLoopUtilization', 'toJSON'].map(name => `perf_hooks.performance.${name}`),
  ...['MessageChannel', 'BroadcastChannel', 'postMessageToThread', 'moveMessagePortToContext'].map(
    name => `worker_threads.${name}`,
  ),
  ...['setEnvironmentData', 'getEnvironmentData'].map(name => `worker_threads.${name}`),
  ...['MessageChannel', 'BroadcastChannel'].map(name => `globalThis.${name}`),
] as const

const LOOKUPS = [
  ...['lookup', 'lookupService', 'reverse', 'resolve', 'resolve4', 'resolve6', 'resolveAny'],
  ...['resolveCaa', 'resolveCname', 'resolveMx', 'resolveNaptr', 'resolveNs', 'resolvePtr'],
  ...['resolveSoa', 'resolveSrv', 'resolveTlsa', 'resolveTxt'],
]

/** Fail as for a name that nobody knows. */
export const UNRESOLVED = ['dns', 'dns/promises'].flatMap(owner => [
  ...LOOKUPS.map(name => `${owner}.${name}`),
  ...LOOKUPS.filter(name => !name.startsWith('lookup')).map(
    name => `${owner}.Resolver.prototype.${name}`,
  ),
])

/** Reach one of those above by themselves; each is tried somewhere. */
const THROUGH = [
  ...['http', 'https'].flatMap(owner => [`${owner}.get`, `${owner}.request`]),
  ...['net.connect', 'net.createConnection', 'tls.connect', 'http2.connect'],
  ...['console.time', 'console.timeEnd', 'console.timeLog'],
  ...['prototype.time', 'prototype.timeEnd', 'prototype.timeLog'].map(n => `console.Console.${n}`),
  ...['performance', 'Performance.prototype.now', 'Performance.prototype.mark'].map(
    name => `perf_hooks.${name}`,
  ),
  ...['measure', 'timerify', 'eventLoopUtilization', 'toJSON', 'nodeTiming'].map(
    name => `perf_hooks.Performance.prototype.${name}`,
  ),
  'perf_hooks.PerformanceObserver.prototype.observe',
  'perf_hooks.Performance.prototype.getEntriesByType',
  ...['process.hrtime.bigint', 'http.WebSocket', 'http.MessageEvent', 'http.CloseEvent'],
  ...['http', 'https', 'http2', 'tls'].flatMap(owner => [`${owner}.createServer`]),
  ...['net.createServer', 'http2.createSecureServer', 'net.BoundSocket'],
  'dgram.createSocket',
] as const

export function isClassified(name: string): boolean {
  return ALL.has(name)
}

const ALL: ReadonlySet<string> = new Set<string>([
  ...SIMULATED,
  ...REFUSED,
  ...UNRESOLVED,
  ...THROUGH,
])
