import { count, plural } from '../../../text.ts'

// Queries and connections.

export const databases = {
  unknownQuery: ({ url, query }: { url: string; query: string }) =>
    `${url} was asked a query it has no answer for: ${query}`,

  cutWhileAnswering: ({ url, ms, query }: { url: string; ms: number; query: string }) =>
    `${url} reset the connection at ${count(ms)} ms, in the middle of its answer to: ${query}`,

  connectionLeft: ({
    many,
    names,
    ms,
    queries,
  }: {
    many: number
    names: readonly string[]
    ms: number
    /** How many queries were under way, if the function failed. */
    queries: number
  }) =>
    `${plural(many, 'connection')} (${names.join(', ')}) ${many === 1 ? 'was' : 'were'} still open when your ` +
    `function ended at ${count(ms)} ms` +
    (queries > 0
      ? `, with ${plural(queries, 'query', 'queries')} under way: it failed and did not wait. ` +
        '`Promise.all` rejects at the first error and the others go on: wait until all have settled and are ' +
        'closed, or close them immediately.'
      : '. Close every connection that you open, in `finally`, and await that.'),

  connectedAfterwards: ({ url, many, ms }: { url: string; many: number; ms: number }) =>
    `${url} was connected to again, ${plural(many, 'time')}, after your function had ended at ${count(ms)} ms: ` +
    'a client that reconnects by itself goes on until it is closed.',

  oneConnection: ({ many, url, ms }: { many: number; url: string; ms: number }) =>
    `${plural(many, 'query', 'queries')} to ${url} went over one connection, one after another: ` +
    `${count(ms)} ms. A connection answers one query at a time. For several at once, use a pool: it opens ` +
    'one connection for each, up to its limit.',

  connectedInTurn: ({ many, last, asked }: { many: number; last: number; asked: number }) =>
    `${plural(many, 'connection')} were opened one after another, the last at ${count(last)} ms, and the ` +
    `first query was sent at ${count(asked)} ms. Connecting is waiting, too: let all of them connect at the ` +
    'same time.',
}
