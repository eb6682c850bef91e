/** Gives back what it got, and nothing for nothing: undefined for null, too. */
export default function echo(input: unknown): unknown {
  return input ?? undefined
}
