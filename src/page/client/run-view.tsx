import { useMemo, useState } from 'preact/hooks'
import type { Earlier, ShownRun } from '../shown.ts'
import { words } from '../words/words.ts'
import { timeOf } from './earlier-runs.tsx'
import { Exports } from './exports.tsx'
import { Timeline } from './timeline.tsx'

interface Props {
  readonly runs: readonly ShownRun[]
  readonly earlier: readonly Earlier[]
  readonly others: readonly Earlier[]
  /** The spans that a sentence speaks of, by their `opened` numbers. */
  readonly about: readonly number[]
  /** The student's files, by their places. */
  readonly sources: Readonly<Record<string, string>>
}

/** One of the student's runs, and beside it the goal's, an earlier one, or that of another kata. */
export function RunView({ runs, earlier, others, about, sources }: Props) {
  const [test, setTest] = useState<string>()
  const [beside, setBeside] = useState('goal')
  const run = runs.find(each => each.test === test) ?? runs[0]
  const choices = useMemo(() => choicesFor(run, earlier, others), [run, earlier, others])
  if (!run) return <p>{words.run.noPicture}</p>
  const chosen = choices.find(({ id }) => id === beside)
  const drawn = new Map([[words.run.yours, run.yours]])
  if (chosen) drawn.set(chosen.name, chosen.picture)
  // What a sentence says is about the run of the test that failed.
  const isAbout = run === runs[0]
  return (
    <section aria-labelledby="run">
      <h2 id="run">{words.run.head}</h2>
      <p class="choices">
        <label for="test">{words.run.test}</label>
        <select
          id="test"
          value={run.test}
          onChange={({ currentTarget }) => setTest(currentTarget.value)}
        >
          {runs.map(each => (
            <option key={each.test} value={each.test}>
              {words.run.passed(each)}
            </option>
          ))}
        </select>
        <label for="beside">{words.run.beside}</label>
        <select
          id="beside"
          value={chosen?.id ?? 'alone'}
          onChange={({ currentTarget }) => setBeside(currentTarget.value)}
        >
          {choices.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value="alone">{words.run.alone}</option>
        </select>
      </p>
      <Timeline key={run.test} runs={drawn} about={isAbout ? about : []} sources={sources} />
      <Exports name={run.test} runs={drawn} />
    </section>
  )
}

interface Choice {
  readonly id: string
  readonly name: string
  readonly picture: ShownRun['yours']
}

/** What a run can be compared with. */
function choicesFor(
  run: ShownRun | undefined,
  earlier: readonly Earlier[],
  others: readonly Earlier[],
): Choice[] {
  if (!run) return []
  const { goal } = run
  const own = earlier.flatMap(kept =>
    kept.runs
      .filter(({ test }) => test === run.test)
      .map(({ yours }) => ({
        id: kept.at,
        name: words.run.earlier({ ...kept, at: timeOf(kept.at) }),
        picture: yours,
      })),
  )
  const foreign = others.flatMap(({ title, runs }) =>
    runs.map(({ test, yours }) => ({
      id: `${title} ${test}`,
      name: words.run.other({ title, test }),
      picture: yours,
    })),
  )
  return [
    ...(goal ? [{ id: 'goal', name: words.run.goal, picture: goal }] : []),
    ...own,
    ...foreign,
  ]
}
