// says: loopBlocked get 4090
import { get } from '#lab/blocking'

export async function fetchPosts(urls: readonly string[], _limit: number): Promise<string[]> {
  return urls.map(url => `[${get(url).status}] ${url}`)
}
