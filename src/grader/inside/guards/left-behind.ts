import { afterAll } from 'vitest'
import { host } from '#lab/guarding'
import { words } from '../../words/words.ts'
import { say } from './sealed-channel.ts'

// What a submission leaves open in the process of its tests. What it leaves in a simulated run, its tests
// see; this is about what is real. It is the last of the setup files but those that compare: its hook runs
// before theirs.

/** How long it waits for timers to fire: what they throw belongs to the verdict. In ms. */
const PATIENCE = 1_000

const { leftOpen, things } = words.warnings

/** What Node calls the things that stay open, and how they are told of. */
const KINDS: Readonly<Record<string, string>> = {
  Timeout: things.timer,
  Immediate: things.immediate,
  TCPServerWrap: things.port,
  PipeWrap: things.pipe,
  PipeServerWrap: things.pipeServer,
  UDPWrap: things.udp,
  ProcessWrap: things.process,
  FSEventWrap: things.watcher,
  StatWatcher: things.watcher,
  MessagePort: things.messagePort,
  Worker: things.thread,
  SignalWrap: things.signals,
}

const openNow = process.getActiveResourcesInfo.bind(process)
const { setTimeout } = host.real

const before = counted(openNow())

afterAll(async () => {
  const end = performance.now() + PATIENCE
  while (added().includes('Timeout') && performance.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  // What timers have done may have errors that nobody has caught: they are announced a turn later.
  await new Promise(resolve => host.real.setImmediate(resolve))
  for (const kind of new Set(added())) {
    const what = KINDS[kind]
    if (what) say({ cooperativo: 'left', what: leftOpen(what) })
  }
})

/** What is open now and was not when the file began. */
function added(): string[] {
  const now = counted(openNow())
  return [...now].filter(([kind, count]) => count > (before.get(kind) ?? 0)).map(([kind]) => kind)
}

function counted(kinds: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}
