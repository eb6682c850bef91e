import { useEffect, useRef } from 'preact/hooks'
import { words } from '../words/words.ts'
import { act } from './act.ts'

/** The kata's page. */
export function Lesson({ html }: { html: string }) {
  return (
    <aside aria-label={words.lesson}>
      <Html html={html} />
    </aside>
  )
}

/** HTML that the server has made of the project's own Markdown. Its links to katas go there, those to files open them. */
export function Html({ html }: { html: string }) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const { current } = frame
    current?.addEventListener('click', follow)
    return () => current?.removeEventListener('click', follow)
  }, [])
  return <div ref={frame} class="prose" dangerouslySetInnerHTML={{ __html: html }} />
}

function follow({ target }: Event): void {
  const link = target instanceof Element ? target.closest('button') : null
  const { kata, place } = link?.dataset ?? {}
  if (kata) void act({ do: 'go', kata })
  if (place) void act({ do: 'edit', place })
}
