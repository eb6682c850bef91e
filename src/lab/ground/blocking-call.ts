/** A call that stands still: its name, and why that may be for ever. */
export interface BlockingCall {
  readonly name: string
  readonly reason: string
  /** Whether other threads could wake it. */
  readonly notified?: boolean
}
