// What the code blocks of this kata's pages take for granted.
import type { Task } from '../../../solutions/13-timeouts/with-timeout.ts'

declare const task: Task<unknown>
declare const ms: number
