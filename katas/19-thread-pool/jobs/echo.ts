/** A job that returns its argument. */
export default function echo(value: unknown): unknown {
  return value
}
