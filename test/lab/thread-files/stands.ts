import { parentPort, workerData } from 'node:worker_threads'
import { burn, get, sleep } from '#lab/blocking'
import { host } from '../../../src/lab/machine/host.ts'

const { does, url, cells, beat } = workerData as {
  does: string
  url: string
  cells: Int32Array<SharedArrayBuffer>
  /** Memory that the run does not know of: it was there before. */
  beat?: Int32Array<SharedArrayBuffer>
}

const stubbornly = (action: () => void) => {
  for (;;) {
    try {
      action()
    } catch {}
  }
}

/** Ways for a thread to be in the middle of something: its parent names one as `workerData.does`. */
const behaviours: Record<string, () => unknown> = {
  listens() {
    parentPort?.on('message', () => {})
  },
  sleeps() {
    sleep(1_000_000)
  },
  gets() {
    get(url)
  },
  waits() {
    Atomics.wait(cells, 0, 0)
  },
  waitsAsync() {
    void Atomics.waitAsync(cells, 0, 0)
    parentPort?.on('message', () => {})
  },
  burns() {
    burn(1_000_000)
  },
  repeats() {
    setInterval(() => {}, 10)
  },
  fetches() {
    void fetch(url)
  },
  async awaitsForEver() {
    parentPort?.on('message', () => {})
    await new Promise(() => {})
  },
  getsStubbornly() {
    stubbornly(() => get(url))
  },
  sleepsStubbornly() {
    stubbornly(() => sleep(1000))
  },
  burnsStubbornly() {
    stubbornly(() => burn(1000))
  },
  waitsStubbornly() {
    stubbornly(() => Atomics.wait(cells, 0, 0))
  },
  getsInFinally() {
    const again = (): void => {
      try {
        get(url)
      } finally {
        again()
      }
    }
    again()
  },
  standsForReal() {
    host.real.atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  },
  spinsForEver() {
    for (;;) Math.random()
  },
  listensAndThrows() {
    parentPort?.on('message', () => {
      throw new Error('boom')
    })
  },
  says() {
    parentPort?.postMessage('here')
    sleep(1_000_000)
  },
}

if (beat) setInterval(() => Atomics.add(beat, 0, 1), 1)
behaviours[does]?.()
