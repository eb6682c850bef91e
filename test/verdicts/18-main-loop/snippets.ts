// What the code blocks of this kata's pages take for granted.
import type { Task } from '../../../solutions/18-main-loop/main-loop.ts'

declare const ready: Task[]
declare const sleepers: Task[]
declare const task: Task
declare const wakeSleepers: () => void
declare const untilTheNextWakes: () => Promise<void>
declare const step: (task: Task) => void
