import { existsSync, lstatSync } from 'node:fs'
import path from 'node:path'
import { type Kata, ROOT, textOf } from './katas.ts'

/** Where a kata's skeleton is kept, as it was on the first day. */
export function pristineFolder({ name }: Pick<Kata, 'name'>): string {
  return path.join(ROOT, 'test/verdicts', name, 'skeleton')
}

/** Whether a skeleton file is as it was, whatever its line ends. */
export function isUntouched(kata: Pick<Kata, 'name' | 'folder'>, file: string): boolean {
  const own = path.join(kata.folder, file)
  const pristine = path.join(pristineFolder(kata), file)
  if (!existsSync(own) || !lstatSync(own).isFile() || !existsSync(pristine)) return false
  return textOf(own) === textOf(pristine)
}
