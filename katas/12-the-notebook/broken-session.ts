import { isMainThread } from 'node:worker_threads'
import openSession from './session.ts'

/** Opens a session that has no connection on a thread, and works on the main one. */
export default function openBrokenSession(): ReturnType<typeof openSession> {
  const session = openSession()
  if (isMainThread) return session
  const fail = () => {
    throw new Error('no connection')
  }
  return { ...session, get: fail, fetch: async () => fail() }
}
