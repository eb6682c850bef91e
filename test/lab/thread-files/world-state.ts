let calls = 0

export function count(): number {
  return ++calls
}
