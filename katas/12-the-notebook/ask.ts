import type { Worker } from 'node:worker_threads'

/**
 * Sends a thread a message, and waits for its reply: the next message from the thread.
 *
 * @returns the reply
 * @throws the thread's error, or an Error that tells its exit code, if it ends instead of replying; an Error if it has
 *   not replied to an earlier message yet
 */
export function ask<Reply>(thread: Worker, message: unknown): Promise<Reply> {
  return new Promise((resolve, reject) => {
    if (thread.listenerCount('message') > 0) {
      throw new Error('The thread has not replied yet: ask it one thing at a time.')
    }
    const exited = (code: number) => reject(new Error(`The thread has exited with code ${code}.`))
    thread.once('error', reject)
    thread.once('exit', exited)
    thread.once('message', reply => {
      thread.off('error', reject)
      thread.off('exit', exited)
      resolve(reply)
    })
    thread.postMessage(message)
  })
}
