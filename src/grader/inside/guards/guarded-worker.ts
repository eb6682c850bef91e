import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Worker, WorkerOptions } from 'node:worker_threads'
import { STRIP_TYPES } from '#lab/guarding'
import { words } from '../../words/words.ts'
import { lockSome } from './frozen.ts'
import { isLabs, mayBegin } from './import-hooks.ts'

/** What every thread loads before anything else, in this order. */
const BEFORE = [STRIP_TYPES, new URL('./thread-before.ts', import.meta.url)]

interface Guarded {
  readonly Worker: typeof Worker
  /** Whether a thread that the submission has started outside of a run is still there. */
  anyLeft(): boolean
}

/**
 * Node's class of threads, but that all of them begin with thread-before.ts: so it must be a file that they
 * run. Node does not wait for what a thread from a text begins with.
 *
 * @param note told of a thread that wants to begin in another way
 */
export function guardedWorker(real: typeof Worker, note: (what: string) => void): Guarded {
  const running = new Set<Worker>()
  const guarded: typeof Worker = new Proxy(real, {
    construct: (target, [file, options]: [unknown, WorkerOptions?], newTarget): Worker => {
      const { execArgv = [], eval: isText, env, ...others } = options ?? {}
      const url = urlOf(file)
      if (isText || !mayBegin(url)) throw refused()
      if (execArgv.length > 0) note(words.tampering.threadWithOptions)
      const begin = {
        ...others,
        env: plainEnv(env),
        execArgv: BEFORE.flatMap(({ href }) => ['--import', href]),
      }
      const args = [new URL(url), begin]
      const own = newTarget === guarded ? target : newTarget
      const thread = Reflect.construct(target, args, own) as Worker
      if (!isLabs(url)) {
        running.add(thread)
        thread.once('exit', () => running.delete(thread))
      }
      return thread
    },
  })
  Object.defineProperty(real.prototype, 'constructor', { value: guarded })
  lockSome(real.prototype, Reflect.ownKeys(real.prototype))
  return { Worker: guarded, anyLeft: () => running.size > 0 }

  function refused(): Error {
    const { threadFromElsewhere } = words.tampering
    note(threadFromElsewhere)
    return new Error(threadFromElsewhere)
  }
}

/** In the environment, too, there may be options for Node. */
function plainEnv(env: WorkerOptions['env']): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, ...plain } = typeof env === 'object' ? env : process.env
  return plain
}

function urlOf(file: unknown): string {
  return file instanceof URL ? file.href : pathToFileURL(path.resolve(`${file as string}`)).href
}
