import { findKatas } from '../../src/course/katas.ts'
import { isUntouched } from '../../src/course/skeleton.ts'

// For maintainers: what is committed in katas/ must be the untouched skeletons, not somebody's solution.

const changed = findKatas().flatMap(kata =>
  kata.skeleton
    .filter(file => !isUntouched(kata, file))
    .map(file => {
      const { name } = kata
      return `katas/${name}/${file} is not its skeleton test/verdicts/${name}/skeleton/${file}.`
    }),
)

for (const sentence of changed) console.error(sentence)
if (changed.length === 0) console.log('All katas are as untouched as their skeletons.')
process.exitCode = changed.length === 0 ? 0 : 1
