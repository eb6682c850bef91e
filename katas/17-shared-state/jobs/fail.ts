import { workerData } from 'node:worker_threads'
import { sleep } from '#lab/blocking'
import { Lock } from '../locks.ts'

/** A thread that fails while it holds the lock. */
using held = new Lock(workerData.buffer).acquire()
sleep(10)
throw new Error('failed while it held the Lock')
