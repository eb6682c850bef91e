import { library } from '../../../../test/libraries/library.ts'

const { timeout, TimeoutStrategy } = await library('cockatiel')

type Task<T> = (signal: AbortSignal) => Promise<T>

export async function withTimeout<T>(task: Task<T>, ms: number, outer?: AbortSignal): Promise<T> {
  outer?.throwIfAborted()
  const policy = timeout(ms, { strategy: TimeoutStrategy.Aggressive, abortOnReturn: false })
  let isLate = false
  policy.onTimeout(() => {
    isLate = true
  })
  const gone = Promise.withResolvers<never>()
  gone.promise.catch(() => {})
  const leave = () => gone.reject(outer?.reason)
  outer?.addEventListener('abort', leave, { once: true })
  try {
    const run = policy.execute(({ signal }: { signal: AbortSignal }) => task(signal), outer)
    return await Promise.race([run, gone.promise])
  } catch (error) {
    // It aborts first, so that a task which heeds its signal may reject before it does.
    if (isLate && !outer?.aborted) throw new DOMException(`not done after ${ms} ms`, 'TimeoutError')
    throw error
  } finally {
    outer?.removeEventListener('abort', leave)
  }
}
