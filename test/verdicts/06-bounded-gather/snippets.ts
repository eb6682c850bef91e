// What the code blocks of this kata's pages take for granted.
import type { Task } from '../../../solutions/06-bounded-gather/bounded-gather.ts'

declare const tasks: readonly Task<unknown>[]
declare const limit: number
declare const results: unknown[]
declare const queue: ArrayIterator<[number, Task<unknown>]>
