import { sleep } from '#lab/blocking'

/** Takes 30 ms. What it leaves running in the background then fails, where no call can catch it. */
export default function lookUp(word: string): string {
  sleep(30)
  queueMicrotask(() => {
    throw new RangeError('the index is damaged')
  })
  return `${word}: found`
}
