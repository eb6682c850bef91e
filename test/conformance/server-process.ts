import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** How long a server may take to start or to stop, in ms. */
const PATIENCE = 60_000
/** How often is looked whether it has, in ms. */
const LOOK = 50

/** A program and where it is: in PATH, or in one of the folders where Debian keeps a server's own programs. */
export function findProgram(...names: string[]): string | undefined {
  const own = versionsIn('/usr/lib/postgresql').map(version => path.join(version, 'bin'))
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', ...own]
  return names
    .flatMap(name => folders.map(folder => path.join(folder, name)))
    .find(file => isProgram(file))
}

/** A temporary folder for a server's data, and how to run programs in it. */
export class ServerFolder {
  readonly path: string
  #child: ChildProcess | undefined
  /** Servers refuse to run as root. */
  readonly #identity: { readonly uid?: number; readonly gid?: number } =
    process.getuid?.() === 0 ? nobody() : {}

  constructor(name: string) {
    this.path = mkdtempSync(path.join(os.tmpdir(), `cooperativo-${name}-`))
    const { uid, gid } = this.#identity
    if (uid !== undefined && gid !== undefined) chownSync(this.path, uid, gid)
  }

  /** Runs a program to its end; throws with what it said if it fails. */
  run(program: string, args: readonly string[]): void {
    execFileSync(program, args, { cwd: this.path, stdio: 'pipe', ...this.#identity })
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param isReady rejects as long as the server does not answer
   * @throws Error with what the server said, if it ends or does not answer within a minute
   */
  async start(
    program: string,
    args: readonly string[],
    isReady: () => Promise<unknown>,
  ): Promise<void> {
    const child = spawn(program, args, { cwd: this.path, stdio: 'pipe', ...this.#identity })
    this.#child = child
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', text => {
        said += String(text)
      })
    }
    let failed: Error | undefined
    child.on('error', error => {
      failed = error
    })
    for (
      const end = performance.now() + PATIENCE;
      performance.now() < end;
      await setTimeout(LOOK)
    ) {
      if (failed) throw failed
      if (child.exitCode !== null) throw new Error(`${program} has ended:\n${said}`)
      if (
        await isReady().then(
          () => true,
          () => false,
        )
      )
        return
    }
    throw new Error(`${program} does not answer:\n${said}`)
  }

  /** Stops the server, and deletes the folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#child
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      const tooLong = global.setTimeout(() => child.kill('SIGKILL'), PATIENCE)
      await ended
      clearTimeout(tooLong)
    }
    rmSync(this.path, { recursive: true, force: true })
  }
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

function versionsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .sort((a, b) => Number(b) - Number(a))
      .map(version => path.join(folder, version))
  } catch {
    return []
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function nobody(): { readonly uid: number; readonly gid: number } {
  const id = (option: string) =>
    Number(execFileSync('id', [option, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}
