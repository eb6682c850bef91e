import { createHash } from 'node:crypto'

// A submission's folder may have a name that another system does not take for a file.

/** Names that Windows keeps for devices, whatever comes after a dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(\.|$)/i
const LONGEST = 60

/** What stands at the end of a name that is not a plain one. */
const HASH = /-[0-9a-f]{8}$/i

/**
 * A file name for each student's page, on every system: `anna.md`. A name that had to be changed, or that
 * differs from another one only in upper and lower case, has a part of its hash at its end. So has one that
 * looks as if it had: no two names give the same file.
 *
 * @param names all different
 */
export function pageNames(names: readonly string[]): string[] {
  const safe = names.map(safeName)
  const taken = new Map<string, number>()
  for (const name of safe) taken.set(folded(name), (taken.get(folded(name)) ?? 0) + 1)
  return names.map((name, index) => {
    const own = safe[index] as string
    const isPlain = own === name && taken.get(folded(own)) === 1 && !HASH.test(own)
    return isPlain ? `${own}.md` : `${own}-${shortHash(name)}.md`
  })
}

function safeName(name: string): string {
  const allowed = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}\p{M}()._ -]/gu, '_')
    .slice(0, LONGEST)
    .toWellFormed()
    .replace(/^[. -]+/, '')
    .replace(/[. ]+$/, '')
  return allowed === '' || DEVICE.test(allowed) ? `_${allowed}` : allowed
}

/** File systems that know no case, or decompose letters, take two names for one. */
function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase().toUpperCase()
}

function shortHash(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 8)
}
