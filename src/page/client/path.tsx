import type { Step } from '../shown.ts'
import { words } from '../words/words.ts'
import { act } from './act.ts'

/** The katas in their order: how far each is, and a way to go there. */
export function Path({ steps }: { steps: readonly Step[] }) {
  if (steps.length === 0) return null
  return (
    <nav aria-label={words.path}>
      <ol class="path">
        {steps.map(({ number, title, state, isCurrent }) => (
          <li key={number}>
            <button
              type="button"
              class={`step ${state}`}
              title={`${number} ${title}: ${words.state[state]}`}
              aria-label={`${number} ${title}: ${words.state[state]}`}
              aria-current={isCurrent ? 'step' : undefined}
              onClick={() => act({ do: 'go', kata: number })}
            >
              {number}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
