/** A job that gives what it is given. */
export default function echo(value: unknown): unknown {
  return value
}
