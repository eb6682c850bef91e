// What is wrong with what simulate() was given: with its arguments, its options, and the servers in them.

/** What is wrong with an option, in words that follow its name; of most, what it must be. */
const faults = {
  cores: 'must be a whole number, 1 or more',
  flag: 'must be true or false',
  ms: 'must be a number of ms, 0 or more',
  clock: "must be 'virtual' or 'real'",
  choices: 'must be an array of whole numbers, 0 or more',
}

export const options = {
  faults,

  notAnObject: () =>
    'The first argument of a simulation must be an object of options; pass {} if there are none.',

  notAFunction: () => 'The second argument of a simulation must be the function to run.',

  unknown: ({ name, known }: { name: string; known: readonly string[] }) =>
    `There is no option '${name}'. The options are: ${known.join(', ')}.`,

  wrong: ({ name, fault }: { name: string; fault: string }) => `The option '${name}' ${fault}.`,

  notForReal: ({ name }: { name: string }) =>
    `The option '${name}' is about the simulated machine: leave it out if the clock is 'real'.`,

  runsAlready: () => 'A simulation is already running: await it before you start the next one.',

  testEnded: () => 'The test ended before its simulation did: await the simulation.',
}

/** What is wrong with an object of a script, in words that follow its name. */
const scripts = {
  unknownProperty: ({ name, known }: { name: string; known: readonly string[] }) =>
    `has an unknown property '${name}'; it can have ${known.join(', ')}`,
  /** Two ways to end that exclude each other. */
  both: ({ one, other }: { one: string; other: string }) => `cannot be both ${one} and ${other}`,
  notAnAnswer: 'must be an object such as { delay: 100 }',
  delay: 'needs a delay of 0 ms or more',
}

/** What is wrong with a fake server, in words that follow the option's name or a route's. */
export const routes = {
  ...scripts,
  notAnObject: "must be an object of routes, such as { 'https://host/path': { delay: 100 } }",
  wrong: ({ key, fault }: { key: string; fault: string }) => `has a wrong route: '${key}' ${fault}`,
  notAnAddress: "is not an address; write 'https://host/path' or 'POST https://host/path'",
  fragment: 'has a fragment after #, which no client sends: leave it out',
  method: ({ method, known }: { method: string; known: readonly string[] }) =>
    `has the method '${method}'; choose one of ${known.join(', ')}`,
  twice: 'is defined twice',
  flags: 'needs true or false for cut, silent, refused and unresolved',
  status: 'needs a status from 200 to 599, except 205',
  body: 'has a body that is neither text nor JSON',
  headers: 'needs an object of headers with valid HTTP names and text values',
}

/** What is wrong with fake databases, in words that follow the option's name, an address or a query. */
export const databaseScripts = {
  ...scripts,
  notAnObject: "must be an object of databases, such as { 'redis://host': { queries: {} } }",
  wrong: ({ address, fault }: { address: string; fault: string }) =>
    `has a wrong database: '${address}' ${fault}`,
  wrongQuery: ({ query, fault }: { query: string; fault: string }) =>
    `has a wrong query: '${query}' ${fault}`,
  notAnAddress:
    "is not an address; write 'redis://host', 'mysql://host/name' or 'postgres://host/name'",
  samePlace: 'has the same host and port as another one',
  notADatabase: 'must be an object such as { queries: {} }',
  errorToo: 'cannot be both cut and an error',
  flags: 'needs true or false for silent, refused and unresolved',
  replyFlags: 'needs true or false for cut and silent',
  queries: 'needs an object of queries',
  error: "needs an error such as { code: '42P01', message: 'no such table' }",
  rows: 'needs rows that are objects of columns',
  counts: 'needs a whole number, 0 or more, for affected and insertId',
}
