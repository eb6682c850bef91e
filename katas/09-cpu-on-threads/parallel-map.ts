/**
 * Does processor work for each input, on several threads. They are started for this call; when the promise
 * settles, each of them has ended.
 *
 * @param file the work: a module whose default export is a function of one input
 * @param inputs what to work on; a thread that is free takes the next one, in their order
 * @param threads how many threads to start; where there are fewer inputs, only one for each of them
 * @returns the results, in the order of the inputs, whichever was done first
 * @throws the first error, of the work or of loading its file, as soon as it happens: with the same name and
 *   message
 */
export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  throw new Error('TODO: start threads, give each that is free the next input, close them all')
}
