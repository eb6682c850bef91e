/**
 * Fetches posts one after another: a request starts only when the one before it is answered.
 *
 * @param urls the addresses, in order
 * @returns a line like `[200] https://example.org/posts/1` for each address, in the same order
 * @throws the error of `fetch` when a connection breaks; nothing more is requested then
 */
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  throw new Error('TODO: fetch each address, one after another, and collect the lines')
}
