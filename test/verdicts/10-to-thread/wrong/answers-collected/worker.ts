import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'

const { default: work } = await import(workerData)
const port = parentPort as NonNullable<typeof parentPort>

const answerTo = ({ id, argument }: { id: number; argument: unknown }) => {
  try {
    return { id, result: structuredClone(work(argument)) }
  } catch (error) {
    const { name, message } = error as Error
    return { id, error: { name, message } }
  }
}

port.on('message', first => {
  const answers = [answerTo(first)]
  for (;;) {
    const next = receiveMessageOnPort(port)
    if (!next) break
    answers.push(answerTo(next.message))
  }
  for (const answer of answers) port.postMessage(answer)
})
