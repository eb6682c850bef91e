// What the code blocks of this kata's pages take for granted.
import type { Task } from '../../../solutions/03-gather/gather.ts'

declare const tasks: readonly Task<unknown>[]
declare const reject: (reason: unknown) => void
