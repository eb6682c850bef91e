import { notebook, simulate, urls } from '#lab'
import { watch } from './skeleton/watch.ts'

/** How often the heart of the skeleton beats, in the words of the choices. */
export default async (): Promise<string> => {
  let beats = 0
  await simulate({ server: notebook }, () => watch(urls, () => beats++))
  return beats === 0 ? 'never' : `${beats} times`
}
