import { library } from '../../../../test/libraries/library.ts'

const { default: pTimeout } = await library('p-timeout')

type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const { signal } = controller
  const abort = () => controller.abort(outer?.reason)
  outer?.addEventListener('abort', abort, { once: true })
  // The library counts from here on, the kata from the call: what a task computes at once is part of its time.
  const began = performance.now()
  try {
    const running = task(signal)
    return await pTimeout(running, {
      milliseconds: Math.max(0, ms - (performance.now() - began)),
      ...(outer ? { signal: outer } : {}),
      fallback: () => {
        const error = new DOMException(`not done after ${ms} ms`, 'TimeoutError')
        controller.abort(error)
        throw error
      },
    })
  } finally {
    outer?.removeEventListener('abort', abort)
  }
}
