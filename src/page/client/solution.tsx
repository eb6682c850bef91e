import type { Difference } from '../shown.ts'
import { words } from '../words/words.ts'

/** How the solution differs from what the student wrote. */
export function Solution({ differences }: { differences: readonly Difference[] }) {
  return (
    <section aria-labelledby="solution">
      <h2 id="solution">{words.solution}</h2>
      {differences.map(({ file, lines }) => (
        <figure key={file}>
          <figcaption>{file}</figcaption>
          <pre tabIndex={0} class="difference">
            {lines.map(({ mark, text }, index) => (
              <span key={index} class={MARKS[mark]}>{`${mark}${text}\n`}</span>
            ))}
          </pre>
        </figure>
      ))}
    </section>
  )
}

const MARKS = { '+': 'added', '-': 'removed', ' ': 'same', '@': 'place' } as const
