import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { watchTypes } from '../../../src/command/testing/types.ts'
import { findKatas } from '../../../src/course/katas.ts'

// Runs in a process of its own, without the lab: how soon there is a check's end, and how soon after a save.

const ROUNDS = 10
const [kata] = findKatas()
if (!kata) throw new Error('There is no kata to save.')
const file = path.join(kata.folder, kata.main)
const own = readFileSync(file, 'utf8')

let wake = () => {}
let isWrong = false
const start = performance.now()
const types = watchTypes(mistakes => {
  isWrong = mistakes.has(file)
  wake()
})

try {
  await until(() => true)
  const first = performance.now() - start
  const saves: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await sleep(500)
    const wrong = round % 2 === 0
    const saved = performance.now()
    // The student's code comes back as it was in the last round.
    writeFileSync(file, wrong ? `${own}\nexport const wrong: number = 'text'\n` : own)
    await until(() => isWrong === wrong)
    saves.push(performance.now() - saved)
  }
  process.stdout.write(JSON.stringify({ first, saves }))
} finally {
  writeFileSync(file, own)
  await types.close()
}

/** The child doesn't keep this process alive. */
async function until(holds: () => boolean): Promise<void> {
  const alive = setInterval(() => {}, 1000)
  do
    await new Promise<void>(resolve => {
      wake = resolve
    })
  while (!holds())
  clearInterval(alive)
}
