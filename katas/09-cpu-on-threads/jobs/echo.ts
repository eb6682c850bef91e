/** Returns what it got. */
export default function echo(input: unknown): unknown {
  return input
}
