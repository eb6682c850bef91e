import { tidy } from '../../ground/time.ts'
import type { Span } from '../../ground/trace.ts'
import { connectionsOf, peakOf } from '../trace-analysis.ts'
import { type Diagnosis, found } from './diagnosis.ts'

/** What can be told of queries and connections: see diagnose.ts. */

const unknownQuery: Diagnosis = ({ trace }) => {
  const query = trace.find(({ kind, outcome }) => kind === 'query' && outcome === 'unknown')
  return query && found('unknownQuery', { url: query.url ?? '', query: query.label }, [query])
}

const cutWhileAnswering: Diagnosis = ({ trace, outcome }) => {
  const query = queriesOf(trace).find(span => span.outcome === 'cut')
  if (!query || outcome.status === 'fulfilled') return undefined
  const facts = { url: query.url ?? '', ms: query.to, query: query.label }
  return found('cutWhileAnswering', facts, [query])
}

const connectionLeft: Diagnosis = ({ left, elapsed, outcome, trace }) => {
  const open = left.filter(({ kind }) => kind === 'connection')
  if (open.length === 0) return undefined
  const names = [...new Set(open.map(({ label }) => label.replace('connection to ', '')))]
  const asked = left.filter(({ kind }) => kind === 'query').length
  return found(
    'connectionLeft',
    {
      many: open.length,
      names,
      ms: elapsed,
      queries: outcome.status === 'rejected' ? asked : 0,
    },
    connectionsOf(trace).filter(({ to }) => to > elapsed),
  )
}

const connectedAfterwards: Diagnosis = ({ trace, elapsed }) => {
  const later = connectionsOf(trace).filter(({ from }) => from > elapsed)
  if (later.length === 0) return undefined
  const facts = { url: later[0]?.url ?? '', many: later.length, ms: elapsed }
  return found('connectedAfterwards', facts, later)
}

const oneConnection: Diagnosis = ({ trace, elapsed }, goal) => {
  if ((goal.elapsed ?? elapsed) >= elapsed) return undefined
  for (const [url, queries] of Map.groupBy(queriesOf(trace), span => span.url)) {
    const connections = connectionsOf(trace).filter(span => span.url === url)
    const sum = tidy(queries.reduce((total, { from, to }) => total + to - from, 0))
    if (queries.length < 2 || peakOf(queries) > 1 || peakOf(connections) > 1) continue
    return found('oneConnection', { many: queries.length, url: url ?? '', ms: sum }, queries)
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
  return found('connectedInTurn', { many: connections.length, last, asked }, connections)
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
