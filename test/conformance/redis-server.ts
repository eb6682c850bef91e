import { once } from 'node:events'
import net from 'node:net'
import { Redis } from 'ioredis'
import { simulate } from '#lab'
import type { Reply } from '../../src/lab/servers/databases/script.ts'
import { findProgram, freePort, ServerFolder } from './server-process.ts'

const program = findProgram('redis-server', 'valkey-server')

export const isInstalled = program !== undefined
/** For the title of what needs the real server. */
export const title = `beside a real server${isInstalled ? '' : ' (skipped: not installed)'}`

/** How the fake one is scripted: what the real one would find out for itself. */
export type Script = Readonly<Record<string, Reply>>

/** What happens at a real server, and what at the fake one, with the same credentials in the address. */
export async function inBoth<T>(
  real: RealServer,
  script: Script,
  body: (host: string, port: number) => Promise<T>,
): Promise<[real: T, fake: T]> {
  const first = await body('127.0.0.1', real.port)
  const address = `redis://${real.password === '' ? '' : `:${real.password}@`}cache`
  const run = await simulate({ databases: { [address]: { queries: script } } }, () =>
    body('cache', 6379),
  )
  return [first, run.result]
}

/** A real server, with a password or without. */
export class RealServer implements AsyncDisposable {
  readonly #folder = new ServerFolder('redis')
  readonly password: string
  readonly port: number

  private constructor(port: number, password: string) {
    this.port = port
    this.password = password
  }

  static async start(password = ''): Promise<RealServer> {
    const real = new RealServer(await freePort(), password)
    const args = ['--port', String(real.port), '--bind', '127.0.0.1', '--save', '']
    // DEBUG has commands that reply with every type of value there is.
    const debug = ['--enable-debug-command', 'yes']
    const lock = password === '' ? [] : ['--requirepass', password]
    await real.#folder.start(program as string, [...args, ...debug, ...lock], () => real.ask([]))
    return real
  }

  /** Sends commands on a connection of its own. */
  async ask(commands: readonly (readonly string[])[]): Promise<void> {
    const { port, password } = this
    const client = new Redis({ port, host: '127.0.0.1', password, retryStrategy: null })
    client.on('error', () => {})
    try {
      await client.ping()
      for (const [name = '', ...args] of commands) await client.call(name, ...args)
    } finally {
      client.disconnect()
    }
  }

  /** Hangs up on all clients but the one that asks for it. */
  hangUp(): Promise<void> {
    return this.ask([['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#folder[Symbol.asyncDispose]()
  }
}

/** Sends bytes and `QUIT`, and reads until the server hangs up. */
export async function talk(host: string, port: number, sent: string): Promise<string> {
  const socket = net.connect(port, host)
  let heard = ''
  socket.on('data', chunk => {
    heard += String(chunk)
  })
  socket.write(`${sent}\r\nQUIT\r\n`)
  await once(socket, 'close')
  return heard
}
