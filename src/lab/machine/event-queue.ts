/** Something that happens at a given simulated time. The queue owns `seq` and `slot`. */
export interface Entry {
  /** Simulated ms. */
  at: number
  /** Breaks ties: what was put in first comes out first. */
  seq: number
  /** Where the entry is in the heap; -1 while it is in none. */
  slot: number
}

/** Something that will happen at a simulated time. */
export interface ClockEvent extends Entry {
  /** An event that keeps the program alive, as Node's ref'd handles do; others never drive the clock. */
  readonly keepsAlive: boolean
  /** True for what Node does for itself: it matters only to a request of `fetch`. */
  readonly housekeeping?: boolean
  /** True for what happens again and again, until it is called off. */
  readonly repeats?: boolean
  happen(): void
}

/**
 * A priority queue ordered by time, then by order of insertion: a binary heap whose entries know their
 * place, so that a cancelled timer leaves at once (Sedgewick and Wayne, Algorithms, 2.4: indexed
 * priority queue). Putting in and taking out cost O(log n).
 */
export class EventQueue<T extends Entry> {
  #heap: T[] = []
  #seq = 0

  get size(): number {
    return this.#heap.length
  }

  first(): T | undefined {
    return this.#heap[0]
  }

  add(entry: T): void {
    entry.seq = this.#seq++
    this.#heap.push(entry)
    this.#rise(entry, this.#heap.length - 1)
  }

  /** Takes an entry out; one that is not in is left alone. */
  remove(entry: T): void {
    const { slot } = entry
    if (slot < 0) return
    entry.slot = -1
    const last = this.#heap.pop() as T
    if (last === entry) return
    this.#sink(last, slot)
    this.#rise(last, last.slot)
  }

  #put(entry: T, slot: number): void {
    this.#heap[slot] = entry
    entry.slot = slot
  }

  #rise(entry: T, from: number): void {
    let slot = from
    while (slot > 0) {
      const parentSlot = (slot - 1) >> 1
      const parent = this.#heap[parentSlot] as T
      if (!before(entry, parent)) break
      this.#put(parent, slot)
      slot = parentSlot
    }
    this.#put(entry, slot)
  }

  #sink(entry: T, from: number): void {
    let slot = from
    for (;;) {
      const left = 2 * slot + 1
      if (left >= this.#heap.length) break
      const right = left + 1
      const useRight =
        right < this.#heap.length && before(this.#heap[right] as T, this.#heap[left] as T)
      const childSlot = useRight ? right : left
      const child = this.#heap[childSlot] as T
      if (!before(child, entry)) break
      this.#put(child, slot)
      slot = childSlot
    }
    this.#put(entry, slot)
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.seq < b.seq)
}
