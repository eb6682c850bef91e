import { burn } from '#lab/blocking'
import openSession from './session.ts'

/** Opens a session that needs 10 ms of CPU time to open, and 10 for each answer. */
export default function openBusySession(): ReturnType<typeof openSession> {
  burn(10)
  const session = openSession()
  return {
    ...session,
    get: url => {
      const response = session.get(url)
      burn(10)
      return response
    },
    fetch: async url => {
      const response = await session.fetch(url)
      burn(10)
      return response
    },
  }
}
