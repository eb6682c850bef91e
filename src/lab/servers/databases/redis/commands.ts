import type { Failure, Session } from '../session.ts'
import { ErrorReply, Status, Verbatim, type Version } from './reply.ts'
import { integerOf } from './words.ts'

/** What the server knows about one client. */
export class Client {
  readonly session: Session
  version: Version = 2
  name = ''
  /** It may send commands: it has given the password, or there is none. */
  isIn: boolean
  /** It has said that it leaves. */
  isLeaving = false

  constructor(session: Session) {
    this.session = session
    this.isIn = session.login.password === ''
  }

  /** Lets the client in, if user and password are right. */
  enter(user: string, password: string): boolean {
    const { login } = this.session
    const isRight =
      (login.user === '' || login.user === user) &&
      (login.password === '' || login.password === password)
    if (isRight) this.isIn = true
    return isRight
  }
}

/**
 * The server's own reply to a command: to those that manage the connection, whose replies and errors are those of
 * Redis (Redis commands, "Connection management"), and to what is not simulated. Nothing where the script has to
 * answer: also commands that wait for something, such as `BLPOP`, wait as long as their script says.
 */
export function ownReply(name: string, args: readonly string[], client: Client): unknown {
  const command = COMMANDS.get(name)
  if (command) return run(command, name, args, client)
  if (!client.isIn) return NOAUTH
  return REFUSED.has(name) ? refusal(name, client) : undefined
}

/** What the client is told about a query that went wrong. */
export function errorOf({ error: { code, message } }: Failure): ErrorReply {
  return new ErrorReply(code ?? 'ERR', message)
}

interface Command {
  /** How many arguments it takes, at least and at most. */
  readonly takes: readonly [least: number, most: number]
  /** True: also for clients that have not given the password. */
  readonly open?: boolean
  answer(args: readonly string[], client: Client): unknown
}

const ANY: Command['takes'] = [0, Number.POSITIVE_INFINITY]

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['HELLO', { takes: ANY, open: true, answer: hello }],
  ['AUTH', { takes: [1, Number.POSITIVE_INFINITY], open: true, answer: auth }],
  ['QUIT', { takes: ANY, open: true, answer: quit }],
  ['RESET', { takes: [0, 0], open: true, answer: reset }],
  ['CLIENT', { takes: [1, Number.POSITIVE_INFINITY], open: true, answer: clientCommand }],
  ['SELECT', { takes: [1, 1], answer: select }],
  ['PING', { takes: ANY, answer: ping }],
  ['ECHO', { takes: [1, 1], answer: ([text]) => text }],
  ['INFO', { takes: ANY, answer: info }],
] satisfies [string, Command][])

const CLIENT_COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['SETINFO', { takes: [2, 2], answer: () => OK }],
  ['SETNAME', { takes: [1, 1], answer: setName }],
  ['GETNAME', { takes: [0, 0], answer: (_, { name }) => name || null }],
  ['ID', { takes: [0, 0], answer: () => ID }],
  // node-redis asks every server for it. Only those of Redis Cloud know it: the others say so, and it goes on.
  ['MAINT_NOTIFICATIONS', { takes: ANY, open: true, answer: () => UNKNOWN_MAINT_NOTIFICATIONS }],
] satisfies [string, Command][])

/** What is not simulated: messages, transactions, and programs that run in the server. */
const REFUSED: ReadonlySet<string> = new Set(
  `SUBSCRIBE PSUBSCRIBE SSUBSCRIBE UNSUBSCRIBE PUNSUBSCRIBE SUNSUBSCRIBE MONITOR
   MULTI EXEC DISCARD WATCH UNWATCH
   EVAL EVAL_RO EVALSHA EVALSHA_RO SCRIPT FCALL FCALL_RO FUNCTION`.split(/\s+/),
)

/** A version that knows all these commands. */
const REDIS_VERSION = '7.2.0'
/** The connection's number: to its client it is the first one. */
const ID = 1
const DATABASES = 16
const OK = new Status('OK')

const NOAUTH = new ErrorReply('NOAUTH', 'Authentication required.')
const NOAUTH_HELLO = new ErrorReply(
  'NOAUTH',
  'HELLO must be called with the client already authenticated, otherwise the HELLO AUTH <user> <pass> option ' +
    'can be used to authenticate the client and select the RESP protocol version at the same time',
)
const WRONGPASS = new ErrorReply('WRONGPASS', 'invalid username-password pair or user is disabled.')
const UNKNOWN_MAINT_NOTIFICATIONS = new ErrorReply(
  'ERR',
  "unknown subcommand 'MAINT_NOTIFICATIONS'. Try CLIENT HELP.",
)

function run(command: Command, name: string, args: readonly string[], client: Client): unknown {
  const [least, most] = command.takes
  if (args.length < least || args.length > most) return wrongNumber(name)
  return client.isIn || command.open ? command.answer(args, client) : NOAUTH
}

function wrongNumber(name: string): ErrorReply {
  return new ErrorReply('ERR', `wrong number of arguments for '${name.toLowerCase()}' command`)
}

function refusal(feature: string, { session }: Client): ErrorReply {
  return errorOf(session.refuse(feature))
}

/** `HELLO [version [AUTH user password] [SETNAME name]]`. */
function hello([version, ...options]: readonly string[], client: Client): unknown {
  const asked = version === undefined ? client.version : integerOf(version)
  if (Number.isNaN(asked)) {
    return new ErrorReply('ERR', 'Protocol version is not an integer or out of range')
  }
  if (asked !== 2 && asked !== 3) return new ErrorReply('NOPROTO', 'unsupported protocol version')
  const wanted = helloOptions(options)
  if (wanted instanceof ErrorReply) return wanted
  const { auth, name } = wanted
  if (auth && !client.enter(...auth)) return WRONGPASS
  if (!client.isIn) return NOAUTH_HELLO
  client.name = name ?? client.name
  client.version = asked
  return {
    server: 'redis',
    version: REDIS_VERSION,
    proto: asked,
    id: ID,
    mode: 'standalone',
    role: 'master',
    modules: [],
  }
}

interface HelloOptions {
  readonly auth?: readonly [user: string, password: string]
  readonly name?: string
}

function helloOptions(options: readonly string[]): HelloOptions | ErrorReply {
  let wanted: HelloOptions = {}
  for (let rest = options; rest.length > 0; ) {
    const [option = '', first, second] = rest
    const word = option.toUpperCase()
    if (word === 'AUTH' && first !== undefined && second !== undefined) {
      wanted = { ...wanted, auth: [first, second] }
      rest = rest.slice(3)
    } else if (word === 'SETNAME' && first !== undefined) {
      const fault = faultInName(first)
      if (fault) return fault
      wanted = { ...wanted, name: first }
      rest = rest.slice(2)
    } else {
      return new ErrorReply('ERR', `Syntax error in HELLO option '${option}'`)
    }
  }
  return wanted
}

/** `AUTH password`, which is the user `default`, or `AUTH user password`. */
function auth(args: readonly string[], client: Client): unknown {
  if (args.length > 2) return new ErrorReply('ERR', 'syntax error')
  const [user = '', password = ''] = args.length === 1 ? ['default', ...args] : args
  return client.enter(user, password) ? OK : WRONGPASS
}

function quit(_: readonly string[], client: Client): Status {
  client.isLeaving = true
  return OK
}

function reset(_: readonly string[], client: Client): Status {
  Object.assign(client, new Client(client.session))
  return new Status('RESET')
}

function ping([text, ...more]: readonly string[]): unknown {
  return more.length > 0 ? wrongNumber('PING') : (text ?? new Status('PONG'))
}

/** What needs the password, or does not, is each of its parts. */
function clientCommand([part = '', ...args]: readonly string[], client: Client): unknown {
  const command = CLIENT_COMMANDS.get(part.toUpperCase())
  if (command) return run(command, `client|${part}`, args, client)
  return client.isIn ? refusal(`CLIENT ${part.toUpperCase()}`, client) : NOAUTH
}

function setName([name = '']: readonly string[], client: Client): unknown {
  const fault = faultInName(name)
  if (!fault) client.name = name
  return fault ?? OK
}

function faultInName(name: string): ErrorReply | undefined {
  if (/^[!-~]*$/.test(name)) return undefined
  return new ErrorReply(
    'ERR',
    'Client names cannot contain spaces, newlines or special characters.',
  )
}

/** All databases have the same script: which one is chosen makes no difference. */
function select([index = '']: readonly string[]): unknown {
  const number = integerOf(index)
  if (Number.isNaN(number)) {
    return new ErrorReply('ERR', 'value is not an integer or out of range')
  }
  const isThere = number >= 0 && number < DATABASES
  return isThere ? OK : new ErrorReply('ERR', 'DB index is out of range')
}

const SECTIONS: Readonly<Record<string, string>> = {
  server: `# Server\r\nredis_version:${REDIS_VERSION}\r\nredis_mode:standalone\r\n`,
  persistence: '# Persistence\r\nloading:0\r\n',
  replication: '# Replication\r\nrole:master\r\nconnected_slaves:0\r\n',
}

/** Of what a server says about itself, what clients look at before they send commands. */
function info(sections: readonly string[]): Verbatim {
  const wanted = new Set(sections.map(section => section.toLowerCase()))
  const isAll = wanted.size === 0 || ['all', 'default', 'everything'].some(word => wanted.has(word))
  const told = Object.entries(SECTIONS).filter(([name]) => isAll || wanted.has(name))
  return new Verbatim(told.map(([, text]) => text).join('\r\n'))
}
