// What the code blocks of this kata's pages take for granted.
import { gather, type Task } from '../../../solutions/07-gather-errors/gather-errors.ts'

declare const tasks: readonly Task<string>[]
declare const returnExceptions: boolean
