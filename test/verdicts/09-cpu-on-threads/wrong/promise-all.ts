// says: of CPU work ran on the main thread and blocked its loop for
export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const { default: work } = await import(file.href)
  return Promise.all(inputs.map(async input => work(input)))
}
