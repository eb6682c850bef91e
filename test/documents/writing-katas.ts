// What the code blocks of the page take for granted.
import type { Demonstration } from '#lab'
import type * as kata from '../../solutions/03-gather/gather.ts'
