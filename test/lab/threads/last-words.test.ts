import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { inTheLab, onNode, type Program } from '../beside-node.ts'

// What a thread sends just before its end arrives, in the lab as on Node.

const file = new URL('../thread-files/last-words.ts', import.meta.url)

function programOf(end: string): Program {
  return log =>
    new Promise<void>(resolve => {
      const worker = new Worker(file, { workerData: end })
      worker.on('message', message => log(`message ${message}`))
      worker.on('error', error => log(`error ${(error as Error).message}`))
      worker.on('exit', code => {
        log(`exit ${code}`)
        resolve()
      })
      worker.postMessage('end')
    })
}

describe('a thread that', () => {
  test.each<[end: string, lines: string[]]>([
    ['exits with a code', ['0 message last', '0 exit 3']],
    ['speaks when it exits', ['0 message last', '0 exit 0']],
    [
      'catches what nobody caught, while it is loaded',
      ['0 message caught boom', '5 message later', '5 exit 0'],
    ],
    [
      'catches what nobody caught, in a timer',
      ['5 message caught boom', '10 message later', '10 exit 0'],
    ],
  ])('%s is heard, in the same order as on Node', async (end, lines) => {
    expect(await inTheLab(programOf(end))).toEqual(lines)
    expect(await onNode(programOf(end))).toEqual(lines.map(line => line.replace(/^\d+ /, '')))
  })

  // On Node an error and the messages before it come by two ways: now and then the error is there first.
  test.each<[end: string, lines: string[]]>([
    ['speaks when it exits because of an error', ['0 message last', '0 error boom', '0 exit 1']],
    ['throws at once', ['0 message last', '0 error boom', '0 exit 1']],
    ['throws in a timer', ['5 message last', '5 error boom', '5 exit 1']],
    ['throws when it is asked', ['0 message last', '0 error boom', '0 exit 1']],
    ['rejects a promise that nobody handles', ['0 message last', '0 error boom', '0 exit 1']],
  ])('%s is heard first, and then its error', async (end, lines) => {
    expect(await inTheLab(programOf(end))).toEqual(lines)
    expect((await onNode(programOf(end))).toSorted()).toEqual(
      lines.map(line => line.replace(/^\d+ /, '')).toSorted(),
    )
  })
})
