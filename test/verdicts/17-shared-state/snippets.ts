// What the code blocks of this kata's pages take for granted.
import type { Lock } from '../../../solutions/17-shared-state/locks.ts'

declare const lock: Lock
declare const counter: Int32Array<SharedArrayBuffer>
declare const cells: Int32Array<SharedArrayBuffer>
declare const FREE: number
