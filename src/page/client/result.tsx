import type { Failing, Subject } from '../shown.ts'
import { words } from '../words/words.ts'
import { Place } from './place.tsx'

interface Props {
  readonly subject: Subject
  readonly types: readonly string[]
  /** Is told which spans a sentence speaks of while somebody points at it; nothing afterwards. */
  readonly onPoint: (about: readonly number[] | undefined) => void
}

/** What the tests say: which one fails, why, and what was expected. */
export function Result({ subject, types, onPoint }: Props) {
  const { head, state, failure, finer, praise, output } = subject
  return (
    <section aria-labelledby="result" class={state}>
      <h2 id="result">{head}</h2>
      {failure && <Failed failure={failure} onPoint={onPoint} />}
      {praise.map(text => (
        <p key={text} class="praise">
          {text}
        </p>
      ))}
      {finer && (
        <details>
          <summary>{finer.head}</summary>
          {finer.failure && <Failed failure={finer.failure} onPoint={onPoint} />}
        </details>
      )}
      <Printed head={words.types} text={types.join('\n')} />
      <Printed head={words.printed} text={output} />
    </section>
  )
}

function Failed({ failure, onPoint }: { failure: Failing } & Pick<Props, 'onPoint'>) {
  const { test, sentences, own, diff, steps, place } = failure
  return (
    <>
      {test && <h3 class="test">{words.failedTest(test)}</h3>}
      {sentences.map(({ text, about }) => (
        <p
          key={text}
          class="sentence"
          onPointerEnter={() => onPoint(about)}
          onPointerLeave={() => onPoint(undefined)}
        >
          {text}
        </p>
      ))}
      {place && <Place place={place} />}
      <Printed head={words.expected} text={[own, diff].filter(Boolean).join('\n\n')} />
      {steps !== '' && <pre tabIndex={0}>{steps}</pre>}
    </>
  )
}

/** Text that a program has written: whatever is in it, it is text. */
function Printed({ head, text }: { head: string; text: string }) {
  if (text === '') return null
  return (
    <details open>
      <summary>{head}</summary>
      <pre tabIndex={0}>{text}</pre>
    </details>
  )
}
