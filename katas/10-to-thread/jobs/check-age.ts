import { sleep } from '#lab/blocking'

class InvalidAge extends Error {
  override name = 'AgeError'
}

/** Takes 10 ms, and throws where the age can't be one. */
export default function checkAge(age: number): string {
  sleep(10)
  if (Number.isNaN(age)) throw new TypeError('not a number')
  if (age < 0) throw new InvalidAge(`nobody is ${age}`)
  return `${age} is fine`
}
