import { findKatas } from '../../src/course/katas.ts'
import { runVariants, variantsOf } from './runner.ts'
import { screensOf } from './screens.ts'

// For maintainers: what a student sees of each variant of a kata whose name has a text in it.
// node test/verdicts/look.ts NN [text] [columns rows]

const [number = '', text = '', columns = '80', rows = '24'] = process.argv.slice(2)
const kata = findKatas().find(each => each.number === number)
if (!kata) {
  console.error(`There is no kata ${number}: node test/verdicts/look.ts NN [text] [columns rows]`)
  process.exit(2)
}
const window = { columns: Number(columns), rows: Number(rows) }
const wanted = variantsOf(kata).filter(({ name }) => name.includes(text))
for (const [{ name, says }, outcome] of (await runVariants(new Map([[kata, wanted]]))).get(kata) ??
  []) {
  console.log(`==== ${name}${says ? ` (says: ${says})` : ''}: ${outcome.failed.length} tests fail`)
  if (outcome.broken) console.log(outcome.broken)
  for (const screen of screensOf(kata, outcome, window)) console.log(`${screen}\n----`)
  for (const { name, told } of outcome.failed) {
    const names = told?.names.map(each => `${each.name} ${JSON.stringify(each.facts)}`) ?? []
    console.log(`  fails: ${name} [${names.join('; ')}]`)
  }
}
