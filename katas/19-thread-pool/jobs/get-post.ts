import { get } from '#lab/blocking'

/** Fetches a post with a blocking call, and returns its line. */
export default function getPost(url: string): string {
  const { status } = get(url)
  return `[${status}] ${url}`
}
