import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { findKatas, ROOT } from './katas.ts'

// For maintainers: what is committed in katas/ must be the untouched skeletons, not somebody's solution.

const changed = findKatas().flatMap(({ name, folder, skeleton }) =>
  skeleton
    .filter(file => !sameText(path.join(folder, file), pristine(name, file)))
    .map(
      file => `katas/${name}/${file} is not its skeleton test/verdicts/${name}/skeleton/${file}.`,
    ),
)

for (const sentence of changed) console.error(sentence)
if (changed.length === 0) console.log('All katas are as untouched as their skeletons.')
process.exitCode = changed.length === 0 ? 0 : 1

function pristine(name: string, file: string): string {
  return path.join(ROOT, 'test/verdicts', name, 'skeleton', file)
}

/** Line ends may differ: git and zip files may change them. */
function sameText(one: string, other: string): boolean {
  return existsSync(other) && textOf(one) === textOf(other)
}

function textOf(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
}
