import { NotSimulated, UnprotectedWrite } from '../ground/errors.ts'
import { studentFrames } from '../ground/stack-frames.ts'
import { words } from '../ground/words/words.ts'
import { type Board, Count } from './board.ts'

/** A buffer of the program's that more than one thread can see. */
export interface Shared {
  readonly buffer: SharedArrayBuffer
  /** The same number in every thread; each has an object of its own for the same memory. */
  readonly id: number
  /** What the buffer held when it was last looked at: shared, too. */
  readonly copy: SharedArrayBuffer
}

/**
 * What this thread knows of shared memory. A write that does not go through `Atomics` is no point at
 * which threads may switch, so what comes of it can't be explored: comparing buffers with a copy finds it.
 */
export class SharedMemory {
  readonly #board: Board
  readonly #known = new WeakMap<SharedArrayBuffer, Shared>()
  #sent: Shared[] = []

  constructor(board: Board) {
    this.#board = board
  }

  /** The buffer's record; a new one gets its number now. */
  of(buffer: SharedArrayBuffer): Shared {
    const known = this.#known.get(buffer)
    if (known) return known
    if (buffer.growable) {
      const { whats, insteads } = words.refused
      throw new NotSimulated(whats.growingMemory, insteads.fixedSize)
    }
    this.#board.share()
    const id = this.#board.next(Count.buffers) + 1
    const shared = { buffer, id, copy: buffer.slice(0) }
    this.#known.set(buffer, shared)
    return shared
  }

  /** The records of all buffers in a value that is sent to another thread. */
  in(value: unknown): Shared[] {
    const found = [...buffersIn(value)].map(buffer => this.of(buffer))
    for (const shared of found) {
      if (this.#sent.includes(shared)) continue
      this.#sent.push(shared)
      new Uint8Array(shared.copy).set(new Uint8Array(shared.buffer))
    }
    return found
  }

  /** Takes note of buffers that came with a value from another thread. */
  receive(buffers: readonly Shared[]): void {
    for (const shared of buffers) {
      if (this.#known.has(shared.buffer)) continue
      // The same memory may come again and again, each time as a new object.
      const known = this.#sent.find(({ id }) => id === shared.id)
      this.#known.set(shared.buffer, known ?? shared)
      if (!known) this.#sent.push(shared)
    }
  }

  /** Notes that a buffer was changed through `Atomics`. */
  changed({ buffer, copy }: Shared, offset: number, length: number): void {
    new Uint8Array(copy).set(new Uint8Array(buffer, offset, length), offset)
  }

  /** Takes the buffers as they are: while there is one thread, nobody can come between its writes. */
  accept(): void {
    for (const { buffer, copy } of this.#sent) new Uint8Array(copy).set(new Uint8Array(buffer))
  }

  /** @throws UnprotectedWrite when a buffer was changed without `Atomics` since the last look */
  check(thread: string): void {
    for (const { buffer, copy } of this.#sent) {
      const [now, before] = [new Uint8Array(buffer), new Uint8Array(copy)]
      if (Buffer.compare(now, before) === 0) continue
      const byte = now.findIndex((value, index) => value !== before[index])
      // Noted, so that it is told once.
      before.set(now)
      throw new UnprotectedWrite(thread, byte, studentFrames(new Error().stack))
    }
  }
}

/** The shared buffers in a value, wherever a structured clone would find them. */
function buffersIn(value: unknown): Set<SharedArrayBuffer> {
  const found = new Set<SharedArrayBuffer>()
  const seen = new Set<object>()
  const visit = (item: unknown): void => {
    if (typeof item !== 'object' || item === null || seen.has(item)) return
    seen.add(item)
    if (item instanceof SharedArrayBuffer) found.add(item)
    else if (ArrayBuffer.isView(item)) visit(item.buffer)
    else if (item instanceof Map) for (const entry of item) entry.forEach(visit)
    else if (item instanceof Set) item.forEach(visit)
    else for (const part of Object.values(item)) visit(part)
  }
  visit(value)
  return found
}
