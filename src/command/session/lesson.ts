import { failureOf, listOf, nothingLeft } from '../screen/screen.ts'
import { keep } from '../testing/kept.ts'
import { type Lessons, Session } from './session.ts'
import type { Terminal } from './terminal.ts'

/**
 * The place to learn in: a kata, run again on every save. Without a terminal it prints the list and that kata once.
 *
 * @returns the exit code, when the student quits
 */
export async function learn(lessons: Lessons, terminal: Terminal | undefined): Promise<number> {
  if (terminal) {
    await new Session(lessons, terminal).untilQuit()
    return 0
  }
  const { katas, leftOut, plain, first } = lessons
  const { runKatas } = await import('../testing/run.ts')
  const results = await runKatas(katas)
  keep(results, sentence => console.error(sentence))
  const shown = results.find(({ kata, passes }) => (first ? kata === first : !passes))
  const current = shown ? failureOf(shown, { plain }) : nothingLeft(leftOut)
  console.log(`${listOf(results, leftOut)}\n${current}`)
  return 0
}
