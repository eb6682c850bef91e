
import { parentPort } from 'node:worker_threads'
const A: any = Atomics
try { for (const k of ['wait', 'notify', 'load', 'store']) { const o = A[k]; A[k] = (...a: any[]) => { parentPort!.postMessage(k + ' ' + a[0]?.length); return o(...a) } } } catch (e) { parentPort!.postMessage('E ' + e) }
await new Promise(r => setTimeout(r, 100))
