// What the code blocks of this kata's pages take for granted.
import { type Task, TaskGroup } from '../../../solutions/16-task-group/task-group.ts'

declare const isAbortError: (error: unknown) => boolean
