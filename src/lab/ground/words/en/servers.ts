import { allOf, lines } from './lists.ts'

// What a program is told that asks the run's servers for what they do not have.

export const servers = {
  unknownRequest: ({
    method,
    url,
    known,
  }: {
    method: string
    url: string
    known: readonly string[]
  }) =>
    known.length === 0
      ? `There is no ${method} ${url}: this run has no server. Give simulate() a \`server\`.`
      : `There is no ${method} ${url} on the fake server. It knows:\n${lines(known)}`,

  nothingThere: ({
    place,
    databases,
    hosts,
  }: {
    place: string
    databases: readonly string[]
    /** The hosts that the fake server plays. */
    hosts: readonly string[]
  }) => {
    const reached = [
      ...(databases.length > 0 ? [`its databases (${databases.join(', ')}), without TLS`] : []),
      ...(hosts.length > 0 ? [`its fake server, over HTTP (${hosts.join(', ')})`] : []),
    ]
    return (
      `Nothing is at ${place}: a simulated run does not reach the real network, only ` +
      `${reached.length > 0 ? allOf(reached) : 'the `server` and `databases` of simulate(), and it has neither'}.`
    )
  },

  noDatagrams: () =>
    'A simulated run does not reach the real network, only its fake servers: send a request to one of them.',

  noNames: ({ call }: { call: string }) =>
    `A simulated run does not reach the real network: ${call} finds nothing there.`,
}

/** What of a database's protocol is not simulated. */
const features = {
  functionCall: 'a function call',
  binaryValue: 'a value in binary format',
  encoding: ({ name }: { name: string }) => `the encoding ${name}`,
  setting: ({ name }: { name: string }) => `the setting ${name} of a connection`,
  charset: 'a character set other than UTF-8',
  cursor: 'a cursor',
  multipleStatements: 'multiple statements',
  /** A command of the protocol, by what it is for. */
  replication: ({ command }: { command: string }) => `replication (${command})`,
  cursorCommand: ({ command }: { command: string }) => `a cursor (${command})`,
  multipleStatementsCommand: ({ command }: { command: string }) =>
    `multiple statements (${command})`,
}

export const databases = {
  features,

  notSimulated: ({ feature, scheme }: { feature: string; scheme: string }) =>
    `The fake ${scheme} server of a run does not simulate ${feature}: it only answers the queries in its script.`,

  unknownQuery: ({
    scheme,
    query,
    isGlued,
    known,
  }: {
    scheme: string
    query: string
    /** Whether it is a query that the server knows, with a value written into it. */
    isGlued: boolean
    known: readonly string[]
  }) =>
    [
      `There is no answer to this query on the fake ${scheme} server: ${query}`,
      ...(isGlued
        ? [
            'A value has become part of the SQL: a caller that chooses the value chooses what the database does. ' +
              'Write a placeholder instead, and pass the value as a parameter.',
          ]
        : []),
      known.length === 0 ? 'It knows no queries.' : `It knows:\n${lines(known)}`,
    ].join('\n'),

  ofAnEarlierRun: () =>
    'This connection was opened in an earlier run, which is over: open one in each call, and close it.',

  badReply: ({ why }: { why: string }) => `The reply in the script can't be sent: ${why}`,

  noSuchReply: ({ kind }: { kind: string }) => `Redis has no reply for a ${kind}`,
}

/** What `#lab/blocking` says of wrong arguments, and of what came of a call. */
export const blocking = {
  wrongTime: ({ call, shown }: { call: string; shown: string }) =>
    `${call}(${shown}): the time must be a number of ms, 0 or more.`,

  getOutside: ({ url }: { url: string }) =>
    `get('${url}') needs the fake server of a simulation: call it inside simulate().`,

  getNotAnAddress: ({ url }: { url: string }) =>
    `get('${url}') needs a complete address: https://host/path.`,

  connectOutside: ({ call }: { call: string }) =>
    `${call} needs the fake databases of a simulation: call it inside simulate().`,

  connectNotAnAddress: ({ call, scheme }: { call: string; scheme: string }) =>
    `${call} needs a complete address: ${scheme}://user:password@host/name.`,

  noSuchDatabase: ({ call, known }: { call: string; known: readonly string[] }) =>
    `${call}: there is no such database in this run; ` +
    `it has ${known.length > 0 ? allOf(known) : 'none'}.`,

  denied: ({ call }: { call: string }) => `${call}: access denied`,

  cutWhileAnswering: ({ query }: { query: string }) =>
    `The connection was reset in the middle of the answer to: ${query}`,
}
