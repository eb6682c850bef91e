import type { Worker } from 'node:worker_threads'

/**
 * Sends a thread a message, and waits for its answer. One question at a time: the next message from the thread is
 * taken for the answer.
 *
 * @returns the answer
 * @throws the thread's error, or an Error that tells its exit code, if it ends instead of answering
 */
export function ask<Answer>(thread: Worker, message: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const exited = (code: number) => reject(new Error(`The thread has ended with code ${code}.`))
    thread.once('error', reject)
    thread.once('exit', exited)
    thread.once('message', answer => {
      thread.off('error', reject)
      thread.off('exit', exited)
      resolve(answer)
    })
    thread.postMessage(message)
  })
}
