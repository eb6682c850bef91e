import dns from 'node:dns'
import dnsPromises from 'node:dns/promises'
import { UnknownAddress } from '../ground/errors.ts'
import { words } from '../ground/words/words.ts'
import { host } from '../machine/host.ts'
import type { Replacement } from './replacement.ts'

/** All that asks the network about a name; what only keeps settings is Node's. */
const LOOKUP = /^(lookup|lookupService|reverse|resolve\w*)$/

/** Inside a run no name is looked up on the real network: each function fails as for a name that nobody knows. */
export function nameLookups(): Replacement[] {
  const owners = [dns, dnsPromises, dns.Resolver.prototype, dnsPromises.Resolver.prototype]
  return owners.flatMap(owner =>
    namesOf(owner)
      .filter(name => LOOKUP.test(name))
      .map((name): Replacement => [owner, name, unresolved(owner, name)]),
  )
}

function namesOf(owner: object): string[] {
  const above = Object.getPrototypeOf(owner) as object
  return above === Object.prototype || above === null
    ? Object.getOwnPropertyNames(owner)
    : [...Object.getOwnPropertyNames(owner), ...namesOf(above)]
}

function unresolved(owner: object, name: string): unknown {
  const original = owner[name as keyof typeof owner] as (...args: unknown[]) => unknown
  return new Proxy(original, {
    apply: (target, self, args: unknown[]) => {
      if (!host.machine) return Reflect.apply(target, self, args)
      const error = new UnknownAddress(words.servers.noNames({ call: `dns.${name}` }), 'ENOTFOUND')
      const callback = args.at(-1)
      if (typeof callback !== 'function') return Promise.reject(error)
      process.nextTick(callback as (error: Error) => void, error)
      return undefined
    },
  })
}
