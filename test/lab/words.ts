/** `4,090`: as all the lab's messages and pictures write numbers. */
export function count(number: number): string {
  return number.toLocaleString('en', { maximumFractionDigits: 3 })
}

/** `1 request`, `19 requests`. */
export function plural(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`
}
