import { get } from '#lab/blocking'

/** Requests a post, and blocks its thread until the answer is there. Returns `[200] https://…`. */
export default function fetchPost(url: string): string {
  return `[${get(url).status}] ${url}`
}
