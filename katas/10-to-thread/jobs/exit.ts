import { sleep } from '#lab/blocking'

/** After 30 ms exits: on a thread, process.exit ends only the thread. */
export default function exit(code: number): never {
  sleep(30)
  process.exit(code)
}
