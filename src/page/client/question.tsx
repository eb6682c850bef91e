import { useState } from 'preact/hooks'
import type { Question as Asked } from '../shown.ts'
import { words } from '../words/words.ts'
import { act } from './act.ts'

/** The kata's question, before anything else is to be seen of it. */
export function Question({ question: { text, choices } }: { question: Asked }) {
  const [typed, setTyped] = useState('')
  const [sentence, setSentence] = useState('')
  const answer = async (event: Event) => {
    event.preventDefault()
    if (typed.trim() !== '') setSentence((await act({ do: 'predict', answer: typed })) ?? '')
  }
  const { head, time, answer: send, skip } = words.question
  return (
    <section aria-labelledby="question">
      <h2 id="question">{head}</h2>
      <form onSubmit={answer}>
        <p>{text}</p>
        {choices.length > 0 ? (
          <fieldset>
            <legend class="hidden">{text}</legend>
            {choices.map(({ letter, text: choice }) => (
              <label key={letter}>
                <input
                  type="radio"
                  name="choice"
                  value={letter}
                  onChange={() => setTyped(letter)}
                />{' '}
                {choice}
              </label>
            ))}
          </fieldset>
        ) : (
          <label>
            {time}{' '}
            <input
              type="text"
              value={typed}
              onInput={({ currentTarget }) => setTyped(currentTarget.value)}
            />
          </label>
        )}
        <p role="alert">{sentence}</p>
        <p>
          <button type="submit">{send}</button>{' '}
          <button type="button" onClick={() => act({ do: 'predict', answer: '' })}>
            {skip}
          </button>
        </p>
      </form>
    </section>
  )
}
