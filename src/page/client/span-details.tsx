import { type DrawnSpan, spanInWords } from '#lab/drawing'
import { words } from '../words/words.ts'
import { Place } from './place.tsx'

/** What is known of the span that somebody looks at, and the line of their code that began it. */
export function SpanDetails({
  span,
  sources,
}: {
  span: DrawnSpan | undefined
  sources: Readonly<Record<string, string>>
}) {
  if (!span) {
    return (
      <div class="details">
        <p class="quiet">{words.run.hint}</p>
      </div>
    )
  }
  const line = span.place && lineAt(span.place, sources)
  return (
    <div class="details">
      <p>{spanInWords(span)}</p>
      {span.place ? (
        <p>
          <Place place={span.place} /> {line && <code>{line}</code>}
        </p>
      ) : (
        <p>{words.run.noLine}</p>
      )}
    </div>
  )
}

function lineAt(place: string, sources: Readonly<Record<string, string>>): string | undefined {
  const [, file = '', line] = /^(.*):(\d+)$/.exec(place) ?? []
  return sources[file]?.split('\n')[Number(line) - 1]?.trim()
}
