export async function fetchPosts(): Promise<string[]> {
  throw {
    get message(): string {
      throw new Error('not for you')
    },
    get stack(): string {
      throw new Error('not for you either')
    },
    toJSON: () => ({ state: 'passed' }),
    toString: () => 'PASS',
  }
}
