import { notebook, simulate, urls } from '#lab'

/** How long a function takes that forgets to wait. */
export default async (): Promise<number> => {
  const { elapsed } = await simulate({ server: notebook }, () => {
    for (const url of urls) fetch(url).catch(() => {})
  })
  return elapsed
}
