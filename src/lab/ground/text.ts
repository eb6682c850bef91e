/** `4,090`: as all the lab's messages and pictures write numbers. */
export function count(number: number): string {
  if (Number.isSafeInteger(number)) return String(number).replace(THOUSANDS, ',')
  english ??= new Intl.NumberFormat('en', { maximumFractionDigits: 3 })
  return english.format(number)
}

/** Where three digits, or six, or nine are left. */
const THOUSANDS = /\B(?=(?:\d{3})+$)/g

/** Made when it is needed: it takes as long to load as all that is said to people. */
let english: Intl.NumberFormat | undefined

/** What an error says; of anything else that was thrown, itself as a text. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** `1 request`, `19 requests`. */
export function plural(number: number, noun: string, several = `${noun}s`): string {
  return `${count(number)} ${number === 1 ? noun : several}`
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
