import { sleep } from '#lab/blocking'

/** Takes 30 ms. Then something that it left running fails, where no call can catch it. */
export default function lookUp(word: string): string {
  sleep(30)
  queueMicrotask(() => {
    throw new RangeError('the index is damaged')
  })
  return `${word}: found`
}
