import { findKatas } from '../../src/course/katas.ts'
import { recordFile, writeRecord } from './record.ts'
import { runVariants, variantsOf } from './runner.ts'

// For maintainers, after a test or a wrong solution has changed on purpose: npm run verdicts [NN …]

const wanted = process.argv.slice(2)
const katas = findKatas().filter(({ number }) => wanted.length === 0 || wanted.includes(number))

if (katas.length === 0) {
  console.error(`There is no kata ${wanted.join(', ')}.`)
  process.exit(2)
}
const variants = new Map(katas.map(kata => [kata, variantsOf(kata)]))
for (const [kata, outcomes] of await runVariants(variants)) {
  writeRecord(kata, outcomes)
  console.log(`Wrote ${recordFile(kata)}`)
}
