import { sleep } from '#lab/blocking'

/** Takes 10 ms, and throws if the age can't be one. */
export default function checkAge(age: number): string {
  sleep(10)
  if (age < 0) throw new Error(`nobody is ${age}`)
  return `${age} is fine`
}
