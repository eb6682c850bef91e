import type { CoreOptions } from '../machine/cores.ts'
import type { Scripts } from '../servers/fake-network.ts'

/** What every thread of a run needs to know of it. */
export interface ThreadOptions extends CoreOptions, Scripts {
  /** Processor ms per started thread. Default 0. */
  readonly threadCost?: number | undefined
}
