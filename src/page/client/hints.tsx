import { words } from '../words/words.ts'
import { act } from './act.ts'
import { Html } from './lesson.tsx'

/** The hints that were given, and the next one for whoever wants it. */
export function Hints({ given, more }: { given: readonly string[]; more: boolean }) {
  const { head, next, another } = words.hints
  return (
    <section aria-labelledby="hints">
      <h2 id="hints">{head}</h2>
      <ol class="hints">
        {given.map(html => (
          <li key={html}>
            <Html html={html} />
          </li>
        ))}
      </ol>
      {more && (
        <button type="button" onClick={() => act({ do: 'hint' })}>
          {given.length > 0 ? another : next}
        </button>
      )}
    </section>
  )
}
