/** What is counted of a run that waits. */
export type Noun = 'request' | 'timer'

/** What is said of those that go on. */
export const inFlight = (noun: Noun) => (noun === 'timer' ? 'running' : 'in flight')
