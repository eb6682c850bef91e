import { parentPort, workerData } from 'node:worker_threads'
import { sleep } from '#lab/blocking'

type Cells = Int32Array<SharedArrayBuffer>

const { does, cells, ms = 0 } = workerData as { does: string; cells: Cells; ms?: number }
const say = (...message: unknown[]) => parentPort?.postMessage(message)

/** What a thread does with shared memory: its parent names one of these as `workerData.does`. */
const behaviours: Record<string, () => unknown> = {
  waits() {
    const how = Atomics.wait(cells, 0, 0)
    say(how, performance.now())
  },
  waitsFor() {
    const how = Atomics.wait(cells, 0, 0, ms)
    say(how, performance.now())
  },
  waitsThenCounts() {
    Atomics.wait(cells, 0, 0)
    say(Atomics.add(cells, 1, 1))
  },
  async waitsAsync() {
    const { async, value } = Atomics.waitAsync(cells, 0, 0, ms || undefined)
    // Waiting so does not keep a thread alive.
    const stay = setInterval(() => {}, 1000)
    say(async, await value, performance.now())
    clearInterval(stay)
  },
  async waitsAsyncForItself() {
    const { value } = Atomics.waitAsync(cells, 0, 0)
    setTimeout(() => say('woke', Atomics.notify(cells, 0)), ms)
    say(await value, performance.now())
  },
  notifies() {
    sleep(ms)
    Atomics.store(cells, 0, 1)
    say(Atomics.notify(cells, 0), performance.now())
  },
  notifiesOne() {
    sleep(ms)
    say(Atomics.notify(cells, 0, 1), performance.now())
  },
  counts() {
    Atomics.store(cells, 0, Atomics.load(cells, 0) + 1)
  },
  countsTenTimes() {
    for (let time = 0; time < 10; time++) Atomics.store(cells, 0, Atomics.load(cells, 0) + 1)
  },
  countsByAdd() {
    Atomics.add(cells, 0, 1)
  },
  writesAndEnds() {
    cells[0] = 7
  },
  writesAndSays() {
    cells[0] = 7
    say('written')
  },
  writesAndNotifies() {
    cells[0] = 7
    Atomics.notify(cells, 0)
  },
  writesAndExits() {
    cells[0] = 7
    process.exit()
  },
  writesAndSleeps() {
    cells[0] = 7
    sleep(5)
  },
  writesAndListens() {
    cells[0] = 7
    parentPort?.on('message', () => {})
  },
  writesAndThrows() {
    cells[0] = 7
    throw new Error('its own')
  },
  spins() {
    while (Atomics.load(cells, 0) === 0);
  },
  sleeps() {
    sleep(ms)
  },
  listens() {
    parentPort?.on('message', () => {})
  },
  notifiesWhatComes() {
    parentPort?.on('message', ({ inside }) => {
      const found = inside instanceof Map ? inside.get('cells') : (inside.cells ?? inside)
      const array = found instanceof SharedArrayBuffer ? new Int32Array(found) : found
      say(Atomics.notify(array, 0))
    })
  },
  sendsBack() {
    parentPort?.once('message', message => say(message))
  },
  makesItsOwn() {
    const own = new Int32Array(new SharedArrayBuffer(8))
    own[0] = 4
    say(own)
    Atomics.wait(own, 1, 0)
    say(Atomics.load(own, 0))
  },
  keepsSayingNothing() {
    for (let time = 0; time < 10; time++) {
      sleep(1)
      Atomics.add(cells, 0, 1)
    }
  },
}

behaviours[does]?.()
