import type { Failing, Subject } from '../shown.ts'
import { words } from '../words/words.ts'
import { Place } from './place.tsx'

/** Is told which spans a sentence speaks of while somebody points at it; nothing afterwards. */
type OnPoint = (about: readonly number[] | undefined) => void

/** What the tests say, above the picture: which one fails, and why; or what is worth reading once they pass. */
export function Verdict({ subject, onPoint }: { subject: Subject; onPoint: OnPoint }) {
  const { head, state, failure, praise } = subject
  return (
    <section aria-labelledby="result" class={state}>
      <h2 id="result">{head}</h2>
      {failure && <Why failure={failure} onPoint={onPoint} />}
      {praise.map(text => (
        <p key={text} class="praise">
          {text}
        </p>
      ))}
    </section>
  )
}

/** Below the picture: expected against received, where, what was printed. */
export function Details({ subject, types }: { subject: Subject; types: readonly string[] }) {
  const { failure, finer, output } = subject
  return (
    <>
      {failure && <Seen failure={failure} />}
      <Printed head={words.types} text={types.join('\n')} />
      <Printed head={words.printed} text={output} />
      {finer && (
        <details>
          <summary>{finer.head}</summary>
          {finer.failure && <Why failure={finer.failure} onPoint={() => {}} />}
          {finer.failure && <Seen failure={finer.failure} />}
        </details>
      )}
    </>
  )
}

function Why({ failure: { test, sentences }, onPoint }: { failure: Failing; onPoint: OnPoint }) {
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
          {withCode(text)}
        </p>
      ))}
    </>
  )
}

/** A sentence with what stands between backticks as code. */
function withCode(text: string) {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? <code key={`${index} ${part}`}>{part}</code> : part))
}

function Seen({ failure: { own, diff, steps, place } }: { failure: Failing }) {
  return (
    <>
      <Printed head={words.expected} text={[own, diff].filter(Boolean).join('\n\n')} />
      {steps !== '' && <pre tabIndex={0}>{steps}</pre>}
      {place && (
        <p>
          <Place place={place} />
        </p>
      )}
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
