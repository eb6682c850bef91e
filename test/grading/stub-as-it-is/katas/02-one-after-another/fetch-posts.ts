/**
 * Fetches posts strictly one after another: a request starts only when the one before is answered.
 *
 * @param urls the addresses, in order
 * @returns a line like `[200] https://example.org/posts/1` for each address, in the same order;
 *   an answer with another status, such as 500, is a line like any other
 * @throws what `fetch` throws when a connection breaks; later addresses are not requested then
 */
export async function fetchPosts(urls: readonly string[]): Promise<string[]> {
  throw new Error('TODO: fetch each address, one after another, and collect the lines')
}
