// What the code blocks of this kata's pages take for granted.
import type { Task } from '../../../solutions/18-main-loop/main-loop.ts'

declare const task: Task
declare const sleeper: { readonly task: Task; readonly at: number }
declare const sleepers: (typeof sleeper)[]
