/** A name, and what tells its owner from others of that name, such as a platform's number. */
export interface Named {
  readonly name: string
  readonly id?: string | undefined
}

/**
 * Names that nobody takes for one another, in the same order: the name itself where it is free; with its owner's
 * number where there are several; with a number of ours where that is not enough.
 */
export function toldApart(named: readonly Named[]): string[] {
  const owners = Map.groupBy(named, ({ name }) => folded(name))
  const taken = new Set<string>()
  return named.map(({ name, id }) => {
    const others = owners.get(folded(name)) ?? []
    const wanted = id !== undefined && others.length > 1 ? `${name} (${id})` : name
    let unique = wanted
    for (let number = 2; taken.has(folded(unique)); number++) unique = `${wanted} (${number})`
    taken.add(folded(unique))
    return unique
  })
}

/** The same for names that look the same, or that some file system takes for one. */
export function folded(name: string): string {
  return name.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase().toUpperCase()
}
