import { isTime } from '../ground/time.ts'
import { words } from '../ground/words/words.ts'
import { type Databases, faultOf as faultInDatabases } from '../servers/databases/script.ts'
import { faultOf, type Server } from '../servers/routes.ts'

/** What the simulated machine is like. */
export interface Options {
  /** What answers the program's requests. Default: nothing does. */
  readonly server?: Server
  /** What answers its queries, by the address of each database. Default: nothing does. */
  readonly databases?: Databases
  /** How many processor cores the machine has. Default 4. */
  readonly cores?: number
  /** True: one thread computes at a time, as in CPython. Default false. */
  readonly gil?: boolean
  /** Processor ms per switch from one thread to another. Default 0. */
  readonly switchCost?: number
  /** Processor ms per started thread. Default 0. */
  readonly threadCost?: number
  /**
   * Which clock the program runs on. Default: 'virtual', the exact one. With 'real' it really waits and
   * computes, on the computer as it is.
   */
  readonly clock?: 'virtual' | 'real'
  /** Which thread goes on at each point where more than one could; see docs/the-lab.md. Default: none. */
  readonly choices?: readonly number[]
}

type Check = (value: unknown) => string | undefined

const { faults } = words.options

const check = (fits: (value: unknown) => boolean, fault: string) => (value: unknown) =>
  fits(value) ? undefined : fault

const CHECKS: Record<keyof Options, Check> = {
  server: faultOf,
  databases: faultInDatabases,
  cores: check(value => Number.isInteger(value) && (value as number) >= 1, faults.cores),
  gil: check(value => typeof value === 'boolean', faults.flag),
  switchCost: check(isTime, faults.ms),
  threadCost: check(isTime, faults.ms),
  clock: check(value => value === 'virtual' || value === 'real', faults.clock),
  choices: check(
    value => Array.isArray(value) && value.every(n => Number.isInteger(n) && n >= 0),
    faults.choices,
  ),
}

/**
 * Checks the options of a run.
 *
 * @throws TypeError that names the option which is wrong and says what it must be.
 */
export function checkOptions(options: unknown): asserts options is Options {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(words.options.notAnObject())
  }
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(CHECKS, name)) {
      throw new TypeError(words.options.unknown({ name, known: Object.keys(CHECKS) }))
    }
    const fault = value === undefined ? undefined : CHECKS[name as keyof Options](value)
    if (fault) throw new TypeError(words.options.wrong({ name, fault }))
  }
  const { clock, server: _, databases: __, ...others } = options as Options
  const [simulated] = Object.keys(others).filter(
    name => others[name as keyof typeof others] !== undefined,
  )
  if (clock === 'real' && simulated) {
    throw new TypeError(words.options.notForReal({ name: simulated }))
  }
}
