import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Demonstration } from '#lab'
import { type Kata, ROOT } from './katas.ts'

/** What a kata's demonstrations are called in its folder; not every kata has some. */
const FILE = 'demo.ts'

export function hasDemonstrations({ folder }: Kata): boolean {
  return existsSync(path.join(folder, FILE))
}

/**
 * Loads a kata's demonstrations.
 *
 * @param whose the student's functions, or the solution's
 * @throws what loading their file throws, such as a SyntaxError
 */
export async function demonstrationsOf(
  { name, folder, main }: Kata,
  whose: 'katas' | 'solutions',
): Promise<Demonstration[]> {
  const functions: unknown = await load(path.join(ROOT, whose, name, main))
  const demo = (await load(path.join(folder, FILE))) as {
    default: (functions: unknown) => Demonstration[]
  }
  return demo.default(functions)
}

function load(file: string): Promise<unknown> {
  return import(pathToFileURL(file).href)
}
