import { get } from '#lab/blocking'

/** Requests a post, and stops its thread until the answer is there. Gives `[200] https://…`. */
export default function fetchPost(url: string): string {
  return `[${get(url).status}] ${url}`
}
