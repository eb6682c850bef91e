import { styleText } from 'node:util'
import type { Kata } from '../../course/katas.ts'

// styleText leaves colours out where NO_COLOR is set or the output is no terminal.
export const bold = (text: string) => styleText('bold', text)
export const green = (text: string) => styleText('green', text)
export const red = (text: string) => styleText('red', text)

/** The files that the student writes. */
export function editable({ name, skeleton, given }: Kata): string[] {
  return skeleton.filter(file => !given.includes(file)).map(file => `katas/${name}/${file}`)
}
