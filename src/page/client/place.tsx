import { words } from '../words/words.ts'
import { act } from './act.ts'

/** A line of the student's code, and a way to it. */
export function Place({ place }: { place: string }) {
  return (
    <button
      type="button"
      class="link place"
      aria-label={words.openLine(place)}
      onClick={() => act({ do: 'edit', place })}
    >
      {place}
    </button>
  )
}
