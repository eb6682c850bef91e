/**
 * What clients send to databases, in an order that does not depend on how fast the computer is. Clients do real
 * work before they send, such as hashing a password on another thread, and which of them is done first is
 * chance. So nothing arrives before all of that is over; then the connections take their turns.
 */
export class Arrivals {
  readonly #later: (ms: number, action: () => void) => unknown
  /** By the connection's number. */
  #waiting = new Map<number, (() => void)[]>()
  /** Whether they are going to arrive. */
  #expected = false

  /** @param later does something once nothing real is in progress any more and so many ms have passed */
  constructor(later: (ms: number, action: () => void) => unknown) {
    this.#later = later
  }

  /** Something arrives on a connection, after what was sent on it before. */
  add(connection: number, arrive: () => void): void {
    if (!this.#expected) this.#later(0, () => this.#arrive())
    this.#expected = true
    const before = this.#waiting.get(connection)
    if (before) before.push(arrive)
    else this.#waiting.set(connection, [arrive])
  }

  /** What has been sent on a connection arrives at once: its client hangs up. */
  hurry(connection: number): void {
    const own = this.#waiting.get(connection) ?? []
    this.#waiting.delete(connection)
    for (const arrive of own) arrive()
  }

  #arrive(): void {
    const all = [...this.#waiting].sort(([one], [other]) => one - other)
    this.#waiting = new Map()
    this.#expected = false
    for (const arrive of all.flatMap(([, own]) => own)) arrive()
  }
}
