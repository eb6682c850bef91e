import { deadlocks } from './en/deadlocks.ts'
import { diagnoses } from './en/diagnoses.ts'
import { busyWaits, errors } from './en/errors.ts'
import { guard } from './en/guard.ts'
import { databaseScripts, options, routes } from './en/options.ts'
import { refused, workers } from './en/refused.ts'
import { blocking, databases, servers } from './en/servers.ts'

/** All that the lab says, in English. */
export const en = {
  blocking,
  busyWaits,
  databases,
  databaseScripts,
  deadlocks,
  diagnoses,
  errors,
  guard,
  options,
  refused,
  routes,
  servers,
  workers,
}
