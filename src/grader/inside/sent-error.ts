import type { SentError } from './events.ts'
import { LONGEST_MESSAGE } from './limits.ts'

/** An error as the test runner has it, as it is sent. */
export function sentError({ name, message, stack, diff }: Partial<SentError>): SentError {
  return { name: short(name), message: short(message), stack: short(stack), diff: short(diff) }
}

/** A submission may fail with anything, such as a message of a hundred megabytes. */
export function short(text: unknown): string {
  return typeof text === 'string' ? text.slice(0, LONGEST_MESSAGE) : ''
}
