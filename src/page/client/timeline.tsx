import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { chart, type Drawable, endOf } from '#lab/drawing'
import { words } from '../words/words.ts'
import { Controls } from './controls.tsx'
import { dragging, STEPS, TURNS } from './moves.ts'
import { RunTable } from './run-table.tsx'
import { SpanDetails } from './span-details.tsx'
import { Svg } from './svg.tsx'
import { useWidth } from './use-width.ts'
import { showing, type Window } from './window.ts'

interface Props {
  readonly runs: ReadonlyMap<string, Drawable>
  readonly about: readonly number[]
  readonly sources: Readonly<Record<string, string>>
}

/** Which span somebody looks at: of which run, and which of its spans. */
interface Looked {
  readonly run: number
  readonly opened: number
}

/** Runs on one time axis, to be touched: with the pointer, or with the keyboard alone. */
export function Timeline({ runs, about, sources }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const end = Math.max(...[...runs.values()].map(endOf))
  const [chosen, setChosen] = useState<Window>()
  // Of a run that has become shorter, what was chosen may be gone.
  const window = chosen && chosen.to <= end ? chosen : { from: 0, to: end }
  const [looked, setLooked] = useState<Looked>()
  const highlighted = useMemo(() => spansAbout(runs, about), [runs, about])
  const drawn = chart(runs, { width, ...window, highlighted })
  const span = looked && spanOf(runs, looked)

  // One stop for the tab key: the arrow keys go on from there.
  useEffect(() => {
    const spans = spansIn(frame.current)
    const current = spans.find(each => isLooked(each, looked)) ?? spans[0]
    for (const each of spans) {
      each.setAttribute('tabindex', each === current ? '0' : '-1')
      each.classList.toggle('looked', each === current && !!looked)
    }
  })

  const look = ({ target }: Event) => {
    const element = target instanceof Element ? target.closest<SVGElement>('[data-span]') : null
    if (element) setLooked(lookedAt(element))
  }

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const step = STEPS[event.key]
    const turned = TURNS[event.key]?.(window, end)
    if (turned) setChosen(turned)
    else if (step) stepTo(step)
    else return
    event.preventDefault()
  }

  const stepTo = (step: (index: number, many: number) => number) => {
    const spans = spansIn(frame.current)
    const current = spans.findIndex(each => isLooked(each, looked))
    const next = spans[Math.min(Math.max(0, step(current, spans.length)), spans.length - 1)]
    if (!next) return
    const nextLooked = lookedAt(next)
    setLooked(nextLooked)
    const nextSpan = spanOf(runs, nextLooked)
    if (nextSpan) setChosen(showing(window, end, nextSpan))
    next.focus()
  }

  return (
    <>
      <Controls window={window} end={end} onTurn={setChosen} />
      {/* biome-ignore lint/a11y/useSemanticElements: no form's fields are grouped here. */}
      <div
        ref={frame}
        class="timeline"
        role="group"
        aria-label={words.run.label}
        onKeyDown={press}
        onFocusIn={look}
        onPointerOver={look}
        {...dragging(window, end, width, setChosen)}
      >
        <Svg node={drawn} />
      </div>
      <SpanDetails span={span} sources={looked?.run === 0 ? sources : {}} />
      <details>
        <summary>{words.run.table}</summary>
        <RunTable runs={runs} />
      </details>
    </>
  )
}

// ---- which span ------------------------------------------------------------------------------------

function spansIn(frame: HTMLElement | null): SVGElement[] {
  return [...(frame?.querySelectorAll<SVGElement>('[data-span]') ?? [])]
}

function lookedAt({ dataset }: SVGElement): Looked {
  return { run: Number(dataset.run), opened: Number(dataset.span) }
}

function isLooked(element: SVGElement, looked: Looked | undefined): boolean {
  const { run, opened } = lookedAt(element)
  return run === looked?.run && opened === looked.opened
}

function spanOf(runs: Props['runs'], { run, opened }: Looked) {
  return [...runs.values()][run]?.trace.find(span => span.opened === opened)
}

function spansAbout(runs: Props['runs'], about: readonly number[]) {
  const [first] = runs.values()
  return new Set(first?.trace.filter(({ opened }) => about.includes(opened)))
}
