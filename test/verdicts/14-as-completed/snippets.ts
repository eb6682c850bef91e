// What the code blocks of this kata's pages take for granted.
import type { Completed, Task } from '../../../solutions/14-as-completed/as-completed.ts'

declare const tasks: readonly Task<unknown>[]
declare const outcomes: readonly PromiseWithResolvers<Completed<unknown>>[]
declare const inOrder: (promises: typeof outcomes) => AsyncIterable<Completed<unknown>>
