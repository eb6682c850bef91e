import { sleep } from '#lab/blocking'

/** After 30 ms ends the process: on a thread that is the thread. */
export default function exit(code: number): never {
  sleep(30)
  process.exit(code)
}
