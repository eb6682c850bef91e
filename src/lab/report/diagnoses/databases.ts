import { count, plural } from '../../ground/text.ts'
import { tidy } from '../../ground/time.ts'
import type { Span } from '../../ground/trace.ts'
import { connectionsOf, peakOf } from '../trace-analysis.ts'
import type { Diagnosis } from './diagnosis.ts'

/** What can be told of queries and connections: see diagnose.ts. */

const unknownQuery: Diagnosis = ({ trace }) => {
  const query = trace.find(({ kind, outcome }) => kind === 'query' && outcome === 'unknown')
  return query && `${query.url} was asked what it has no answer for: ${query.label}`
}

const cutWhileAnswering: Diagnosis = ({ trace, outcome }) => {
  const query = queriesOf(trace).find(span => span.outcome === 'cut')
  if (!query || outcome.status === 'fulfilled') return undefined
  return `${query.url} cut the connection at ${count(query.to)} ms, in the middle of its answer to: ${query.label}`
}

const connectionLeft: Diagnosis = ({ left, elapsed, outcome }) => {
  const open = left.filter(({ kind }) => kind === 'connection')
  if (open.length === 0) return undefined
  const names = [...new Set(open.map(({ label }) => label.replace('connection to ', '')))]
  const asked = left.filter(({ kind }) => kind === 'query').length
  return (
    `${plural(open.length, 'connection')} (${names.join(', ')}) ${open.length === 1 ? 'was' : 'were'} still ` +
    `open when your function ended at ${count(elapsed)} ms` +
    (outcome.status === 'rejected' && asked > 0
      ? `, with ${plural(asked, 'query', 'queries')} under way: it failed and did not wait. ` +
        '`Promise.all` rejects at the first error, and the others go on: wait until all of them have ' +
        'settled and are closed, or close them at once.'
      : '. Whoever opens a connection closes it, and waits for that; also when something fails: in `finally`.')
  )
}

const connectedAfterwards: Diagnosis = ({ trace, elapsed }) => {
  const later = connectionsOf(trace).filter(({ from }) => from > elapsed)
  if (later.length === 0) return undefined
  return (
    `${later[0]?.url} was connected to again, ${plural(later.length, 'time')}, after your function had ended ` +
    `at ${count(elapsed)} ms: a client that connects by itself goes on until it is closed.`
  )
}

const oneConnection: Diagnosis = ({ trace, elapsed }, goal) => {
  if ((goal.elapsed ?? elapsed) >= elapsed) return undefined
  for (const [url, queries] of Map.groupBy(queriesOf(trace), span => span.url)) {
    const connections = connectionsOf(trace).filter(span => span.url === url)
    const sum = tidy(queries.reduce((total, { from, to }) => total + to - from, 0))
    if (queries.length < 2 || peakOf(queries) > 1 || peakOf(connections) > 1) continue
    return (
      `${plural(queries.length, 'query', 'queries')} to ${url} went over one connection, one after another: ` +
      `${count(sum)} ms. A connection answers one query at a time; for several at once there is a pool, ` +
      'which opens a connection for each up to its limit.'
    )
  }
  return undefined
}

const connectedInTurn: Diagnosis = ({ trace, elapsed }, goal) => {
  if ((goal.elapsed ?? elapsed) >= elapsed) return undefined
  const connections = connectionsOf(trace).filter(({ blocking }) => !blocking)
  const asked = queriesOf(trace)[0]?.from ?? 0
  const opened = new Set(connections.map(({ from }) => from))
  const last = Math.max(...opened)
  if (connections.length < 2 || opened.size < connections.length || last >= asked) return undefined
  return (
    `${plural(connections.length, 'connection')} were opened one after another, the last at ` +
    `${count(last)} ms, and the first query was asked at ${count(asked)} ms. Connecting is waiting, too: ` +
    'let all of them connect at the same time.'
  )
}

export const DATABASE_DIAGNOSES: readonly Diagnosis[] = [
  unknownQuery,
  cutWhileAnswering,
  connectionLeft,
  connectedAfterwards,
]

/** Those about time come later: what blocks or waits in turn has more to say. */
export const DATABASE_WORK_DIAGNOSES: readonly Diagnosis[] = [oneConnection, connectedInTurn]

function queriesOf(trace: readonly Span[]): Span[] {
  return trace.filter(({ kind }) => kind === 'query')
}
