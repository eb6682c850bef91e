/** `a`, `a and b`, `a, b and c`. */
export function allOf(names: readonly string[]): string {
  return joined(names, 'and')
}

/** `a`, `a or b`, `a, b or c`; of many the first few. */
export function eitherOf(names: readonly string[]): string {
  const most = 4
  return joined(names.length > most ? [...names.slice(0, most - 1), 'another one'] : names, 'or')
}

function joined(names: readonly string[], word: 'and' | 'or'): string {
  if (names.length < 2) return names.join('')
  return `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1)}`
}

/** A line for each of many things; of very many the first twenty. */
export function lines(things: readonly string[]): string {
  const listed = things.slice(0, 20).map(each => `  ${each}`)
  const more = things.length > 20 ? [`  and ${things.length - 20} more`] : []
  return [...listed, ...more].join('\n')
}
