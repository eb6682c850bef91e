import { useState } from 'preact/hooks'
import type { Subject } from '../shown.ts'
import { words } from '../words/words.ts'
import { act } from './act.ts'
import { EarlierRuns } from './earlier-runs.tsx'
import { Hints } from './hints.tsx'
import { Lesson } from './lesson.tsx'
import { Path } from './path.tsx'
import { Question } from './question.tsx'
import { Details, Verdict } from './result.tsx'
import { RunView } from './run-view.tsx'
import { Solution } from './solution.tsx'
import { useOthers } from './use-others.ts'
import { useShown } from './use-shown.ts'

/** The page: where the student is, what their code did and why it is not right yet, and what there is to learn. */
export function App() {
  const { shown, isThere } = useShown()
  if (!shown) return <main class="loading">{isThere ? words.loading : words.gone}</main>
  const { path, subject, types, isRunning } = shown
  return (
    <>
      <header>
        <h1>Cooperativo</h1>
        <Path steps={path} />
        <p class="now" role="status">
          {isThere ? (isRunning ? words.running : '') : words.gone}
        </p>
      </header>
      <main>
        <Now key={subject.title} subject={subject} types={types} />
      </main>
      {subject.lesson !== '' && <Lesson html={subject.lesson} />}
    </>
  )
}

/** A kata, or a program; what was chosen on it is forgotten where another one takes its place. */
function Now({ subject, types }: { subject: Subject; types: readonly string[] }) {
  const { question, state, runs, earlier, solution, hints, sources } = subject
  const others = useOthers(subject)
  /** The spans that one of the sentences speaks of. */
  const [about, setAbout] = useState<readonly number[]>()
  if (question) return <Question question={question} />
  const speaks = about ?? subject.failure?.sentences[0]?.about ?? []
  return (
    <>
      <Verdict subject={subject} onPoint={setAbout} />
      {state !== 'running' && (
        <RunView runs={runs} earlier={earlier} others={others} about={speaks} sources={sources} />
      )}
      <Details subject={subject} types={types} />
      {state !== 'running' && subject.kata && (
        <p>
          <button type="button" onClick={() => act({ do: 'run' })}>
            {words.runAgain}
          </button>
        </p>
      )}
      {hints && state === 'fails' && <Hints {...hints} />}
      {solution.length > 0 && <Solution differences={solution} />}
      {subject.kata && <EarlierRuns earlier={earlier} />}
    </>
  )
}
