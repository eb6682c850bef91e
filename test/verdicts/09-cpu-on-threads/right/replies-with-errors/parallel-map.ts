// A class for a thread; errors come as answers, with their name beside them.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

interface Answer<R> {
  readonly result: R
  readonly error?: { readonly name: string; readonly message: string }
}

class Thread {
  readonly #worker: Worker

  constructor(file: URL) {
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: file.href })
  }

  async work<R>(input: unknown): Promise<R> {
    this.#worker.postMessage({ input })
    const [{ error, result }] = (await once(this.#worker, 'message')) as [Answer<R>]
    if (error) throw Object.assign(new Error(error.message), { name: error.name })
    return result
  }

  async close(): Promise<void> {
    await this.#worker.terminate()
  }
}

export async function parallelMap<T, R>(
  file: URL,
  inputs: readonly T[],
  { threads }: { readonly threads: number },
): Promise<R[]> {
  const results: R[] = []
  const queue = [...inputs.keys()]
  const team = inputs.slice(0, threads).map(() => new Thread(file))
  const keepBusy = async (thread: Thread) => {
    while (queue.length > 0) {
      const index = queue.shift() as number
      results[index] = await thread.work<R>(inputs[index])
    }
  }
  try {
    await Promise.all(team.map(thread => keepBusy(thread)))
  } finally {
    await Promise.allSettled(team.map(thread => thread.close()))
  }
  return results
}
