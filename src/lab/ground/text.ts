import { inspect } from 'node:util'

/** `4,090`: as all the lab's messages and pictures write numbers. */
export function count(number: number): string {
  return english.format(number)
}

const english = new Intl.NumberFormat('en', { maximumFractionDigits: 3 })

/** What an error says; of anything else that was thrown, itself as a text. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** `1 request`, `19 requests`. */
export function plural(number: number, noun: string, several = `${noun}s`): string {
  return `${count(number)} ${number === 1 ? noun : several}`
}

/** What a fake server knows, a line each; of many the first twenty. */
export function knownLines(known: readonly string[]): string {
  const listed = known.slice(0, 20).map(each => `  ${each}`)
  const more = known.length > 20 ? [`  and ${known.length - 20} more`] : []
  return [...listed, ...more].join('\n')
}

/** `a`, `a or b`, `a, b or c`; of many the first few. */
export function eitherOf(names: readonly string[]): string {
  const most = 4
  const shown = names.length > most ? [...names.slice(0, most - 1), 'another one'] : names
  if (shown.length < 2) return shown.join('')
  return `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`
}

/** Breaks a text at spaces into lines of at most so many columns; a longer word stays whole. */
export function wrap(text: string, width = 80): string {
  return fill(text.split(' '), ' ', width)
}

/** The same for any parts and whatever stands between two of them on a line. */
export function fill(parts: readonly string[], between: string, width = 80): string {
  const lines: string[] = []
  for (const part of parts) {
    const line = lines.at(-1)
    if (line === undefined || line.length + between.length + part.length > width) lines.push(part)
    else lines[lines.length - 1] = line + between + part
  }
  return lines.join('\n')
}

/** Any value as a short text, whatever it is made of. */
export function textOf(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`
  return typeof value === 'string'
    ? value
    : inspect(value, { breakLength: Number.POSITIVE_INFINITY })
}
