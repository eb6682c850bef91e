/** Real ms as a short text. */
export function ms(value: number): string {
  return `${value.toFixed(value < 1 ? 4 : 1)} ms`
}

/** Prints rows of text under a head, the first column at the left and the others at the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map(row => row[column]?.length ?? 0)))
  for (const row of all) {
    const cells = row.map((cell, column) => {
      const width = widths[column] as number
      return column === 0 ? cell.padEnd(width) : cell.padStart(width + 2)
    })
    console.log(cells.join(''))
  }
  console.log()
}

export async function medianOf(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    globalThis.gc?.()
    times.push((await timed(work))[0])
  }
  return times.sort((a, b) => a - b)[rounds >> 1] as number
}

export async function timed<T>(work: () => Promise<T>): Promise<[ms: number, result: T]> {
  const start = performance.now()
  const result = await work()
  return [performance.now() - start, result]
}
