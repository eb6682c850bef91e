import { words } from '../words/words.ts'
import { TURNS } from './moves.ts'
import type { Window } from './window.ts'

interface Props {
  readonly window: Window
  readonly end: number
  readonly onTurn: (window: Window) => void
}

/** Zoom and pan, for the pointer; each button's key is in its title. */
export function Controls({ window, end, onTurn }: Props) {
  const { zoomIn, zoomOut, left, right, all } = words.run
  const controls = [
    ['+', zoomIn],
    ['-', zoomOut],
    ['[', left],
    [']', right],
    ['0', all],
  ] as const
  return (
    <p class="controls">
      {controls.map(([key, name]) => (
        <button
          key={key}
          type="button"
          title={`${name} (${key})`}
          onClick={() => onTurn(TURNS[key]?.(window, end) ?? window)}
        >
          {name}
        </button>
      ))}
    </p>
  )
}
