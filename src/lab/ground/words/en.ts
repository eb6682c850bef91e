import { deadlocks } from './en/deadlocks.ts'
import { diagnoses } from './en/diagnoses.ts'
import { busyWaits, errors } from './en/errors.ts'
import { guard } from './en/guard.ts'
import { matchers } from './en/matchers.ts'
import { databaseScripts, options, routes } from './en/options.ts'
import { pictures } from './en/pictures.ts'
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
  matchers,
  options,
  pictures,
  refused,
  routes,
  servers,
  workers,
}
