import { createHook } from 'node:async_hooks'
import type { NumberedRow, OpenSpan, Recorder } from '../ground/recorder.ts'
import { calledFrom } from '../ground/stack-frames.ts'
import type { Outcome } from '../ground/trace.ts'
import { isInFetch } from '../node/fetch.ts'

/** What Node lets see of its timers. */
interface NodeTimer {
  readonly _idleTimeout: number
  readonly _repeat: number | null
  readonly _destroyed: boolean
  hasRef(): boolean
  close(): unknown
}

interface Watched {
  readonly timer: NodeTimer
  readonly row: NumberedRow
  readonly label: string
  span: OpenSpan
}

/** Timers of the real clock fire within that many ms of their time, unless something blocks the loop. */
const USUAL_DELAY = 5

/**
 * Writes down a program's timers on the real clock. Node announces each, by `async_hooks`; they stay
 * Node's own, whatever the program does with them.
 */
export class TimerWatch {
  readonly #recorder: Recorder
  readonly #onTurn: () => void
  readonly #timers = new Map<number, Watched>()
  #quiet = false
  /** The longest that a timer was late, in ms. */
  lag = 0

  readonly #hook = createHook({
    init: (id, type, _trigger, resource: object) => {
      if (type !== 'Timeout' || this.#quiet || isInFetch() || isNodesOwn()) return
      this.#add(id, resource as NodeTimer)
    },
    before: id => {
      this.#onTurn()
      this.#fires(this.#timers.get(id))
    },
    after: id => {
      const watched = this.#timers.get(id)
      if (!watched) return
      const { timer, span } = watched
      if (timer._repeat === null || timer._destroyed) this.#timers.delete(id)
      else if (span.outcome !== 'open') watched.span = this.#open(watched)
    },
    destroy: id => this.#end(id),
    trackPromises: false,
  } as Parameters<typeof createHook>[0])

  constructor(recorder: Recorder, onTurn: () => void) {
    this.#recorder = recorder
    this.#onTurn = onTurn
  }

  watch(): void {
    this.#hook.enable()
  }

  /** Clears what is left, and watches no more. */
  stop(): void {
    this.#hook.disable()
    for (const { timer } of this.#timers.values()) timer.close()
    this.#timers.clear()
  }

  /** Sets timers of the lab's own. */
  quietly<T>(action: () => T): T {
    this.#quiet = true
    try {
      return action()
    } finally {
      this.#quiet = false
    }
  }

  /** Brings the spans up to date: Node tells late that a timer was cleared, and not whether one is ref'd. */
  refresh(): void {
    for (const [id, { timer, span }] of this.#timers) {
      if (timer._destroyed) this.#end(id)
      else span.background = !timer.hasRef()
    }
  }

  #add(id: number, timer: NodeTimer): void {
    const isTimeout = calledFrom(/^node:internal\/abort_controller/, 12)
    const name = isTimeout ? 'AbortSignal.timeout' : timer._repeat ? 'setInterval' : 'setTimeout'
    const row: NumberedRow = { group: 'timer' }
    const label = `${name} ${timer._idleTimeout}`
    this.#timers.set(id, { timer, row, label, span: this.#open({ timer, row, label }) })
  }

  #open({ timer, row, label }: Pick<Watched, 'timer' | 'row' | 'label'>): OpenSpan {
    const span = this.#recorder.open({ row, kind: timer._repeat ? 'interval' : 'timer', label })
    span.due = span.from + timer._idleTimeout
    return span
  }

  #fires(watched: Watched | undefined): void {
    if (!watched) return
    const { span } = watched
    const due = span.due as number
    this.#close(span, 'done')
    this.lag = Math.max(this.lag, span.to - due)
    if (span.to - due < USUAL_DELAY) span.due = span.to
  }

  #end(id: number): void {
    const watched = this.#timers.get(id)
    if (!watched) return
    this.#close(watched.span, 'cleared')
    this.#timers.delete(id)
  }

  /** Node tells of a timer more than once, and not of each end of its callback: not where that threw. */
  #close(span: OpenSpan, outcome: Outcome): void {
    if (span.outcome === 'open') this.#recorder.close(span, outcome)
  }
}

/** Libraries and Node itself set timers, too; the trace is about the program's. */
function isNodesOwn(): boolean {
  return calledFrom(
    /^node:(internal\/(deps|stream_base_commons)|net|_http)|[\\/]node_modules[\\/]/,
    14,
  )
}
