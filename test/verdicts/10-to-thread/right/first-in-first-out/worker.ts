import { on } from 'node:events'
import { parentPort } from 'node:worker_threads'

// A loop instead of a listener: one message after the other.

const port = parentPort as NonNullable<typeof parentPort>
const questions = on(port, 'message')
const [file] = (await questions.next()).value as [string]
const { default: work } = await import(file)

for await (const [{ argument }] of questions) {
  try {
    port.postMessage(['gave', await work(argument)])
  } catch (error) {
    // The copy of the error brings its message along, its name has to be sent beside it.
    port.postMessage(['threw', new Error((error as Error).message), (error as Error).name])
  }
}
