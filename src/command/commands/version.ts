import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../../course/katas.ts'
import { words } from '../words/words.ts'

/** Which version of the project this is, and on which Node it runs: what a report of a problem needs. */
export function versions(): string {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    version: string
  }
  return words.usage.versions(version, process.versions.node)
}
