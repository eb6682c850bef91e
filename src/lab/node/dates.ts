import { host } from '../machine/host.ts'
import { type Replacement, replacedGetter } from './replacement.ts'

/** Simulated runs begin at this moment; chosen so that dates in a test's output are easy to read. */
export const EPOCH = Date.UTC(2026, 0, 1)

/** `Date` as it is, but that the moment it gives without arguments is the simulated one. */
export function dates(): Replacement[] {
  const realDate = host.real.Date
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

/** `Intl.DateTimeFormat`, where it is not told which moment: that is the present one. */
export function dateFormats(): Replacement[] {
  const { prototype } = Intl.DateTimeFormat
  const { formatToParts } = prototype
  const moment = (date: Date | number | undefined) =>
    date === undefined && host.machine ? EPOCH + Math.floor(host.machine.read()) : date
  return [
    replacedGetter(prototype, 'format', (_, real) => {
      const format = real() as Intl.DateTimeFormat['format']
      return (date?: Date | number) => format(moment(date))
    }),
    [
      prototype,
      'formatToParts',
      function (this: Intl.DateTimeFormat, date?: Date | number) {
        return formatToParts.call(this, moment(date))
      },
    ],
  ]
}

/** The clock of the Temporal API, where this Node has it. */
export function temporal(): Replacement[] {
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
