import { isTime } from '../ground/time.ts'
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

const mustBe = (what: string, test: (value: unknown) => boolean) => (value: unknown) =>
  test(value) ? undefined : `must be ${what}`

const CHECKS: Record<keyof Options, Check> = {
  server: faultOf,
  databases: faultInDatabases,
  cores: mustBe(
    'a whole number, 1 or more',
    value => Number.isInteger(value) && (value as number) >= 1,
  ),
  gil: mustBe('true or false', value => typeof value === 'boolean'),
  switchCost: mustBe('a number of ms, 0 or more', isTime),
  threadCost: mustBe('a number of ms, 0 or more', isTime),
  clock: mustBe("'virtual' or 'real'", value => value === 'virtual' || value === 'real'),
  choices: mustBe(
    'an array of whole numbers, 0 or more',
    value => Array.isArray(value) && value.every(n => Number.isInteger(n) && n >= 0),
  ),
}

/**
 * Checks the options of a run.
 *
 * @throws TypeError that names the option which is wrong and says what it must be.
 */
export function checkOptions(options: unknown): asserts options is Options {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError('The first argument of a simulation is its options, {} if there are none.')
  }
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(CHECKS, name)) {
      const known = Object.keys(CHECKS).join(', ')
      throw new TypeError(`There is no option '${name}'. The options are: ${known}.`)
    }
    const fault = value === undefined ? undefined : CHECKS[name as keyof Options](value)
    if (fault) throw new TypeError(`The option '${name}' ${fault}.`)
  }
  const { clock, server: _, databases: __, ...others } = options as Options
  const [simulated] = Object.keys(others).filter(
    name => others[name as keyof typeof others] !== undefined,
  )
  if (clock === 'real' && simulated) {
    throw new TypeError(
      `The option '${simulated}' is about the simulated machine: leave it out where the clock is 'real'.`,
    )
  }
}
