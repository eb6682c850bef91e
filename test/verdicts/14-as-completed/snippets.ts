// What the code blocks of this kata's pages take for granted.
import type { Completed, Task } from '../../../solutions/14-as-completed/as-completed.ts'
