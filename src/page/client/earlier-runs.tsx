import { chart } from '#lab/drawing'
import type { Earlier } from '../shown.ts'
import { words } from '../words/words.ts'
import { Svg } from './svg.tsx'

/** The last runs of a kata as small pictures: what has changed from one to the next. */
export function EarlierRuns({ earlier }: { earlier: readonly Earlier[] }) {
  const { head, none } = words.earlier
  return (
    <section aria-labelledby="earlier">
      <h2 id="earlier">{head}</h2>
      {earlier.length === 0 && <p>{none}</p>}
      <ul class="earlier">
        {earlier.map(run => (
          <li key={run.at}>
            <Small run={run} />
            {words.run.earlier({ ...run, at: timeOf(run.at) })}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Small({ run: { runs } }: { run: Earlier }) {
  const [first] = runs
  if (!first) return null
  const drawn = chart(new Map([[words.run.yours, first.yours]]), { width: 160, small: true })
  return <Svg node={drawn} />
}

/** `30 Nov, 14:02:11` */
export function timeOf(at: string): string {
  return new Date(at).toLocaleString(words.language, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  })
}
