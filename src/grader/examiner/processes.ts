import { type ChildProcess, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import { withDescendants } from '../inside/own-time.ts'

/** Ends a process with all of its group; in a namespace of its own, with all that is in there. */
export function endTree(child: ChildProcess): void {
  const { pid, exitCode, signalCode } = child
  if (pid === undefined) return
  if (process.platform === 'win32') {
    if (exitCode === null) spawnSync('taskkill', ['/PID', `${pid}`, '/T', '/F'])
    return
  }
  try {
    // Members of the group may be there when its first process has gone.
    process.kill(-pid, 'SIGKILL')
  } catch {
    if (exitCode === null && signalCode === null) child.kill('SIGKILL')
  }
}

/**
 * Ends processes that have left their group and go on, where the system tells of them: those that work in a
 * workspace, or began with its folder in their environment.
 *
 * @returns how many there were
 */
export function endStrays(workspace: string): number {
  if (process.platform !== 'linux') return 0
  const strays = numbersIn('/proc').filter(pid => pid !== process.pid && isOf(pid, workspace))
  for (const pid of strays) kill(pid)
  return strays.length
}

/** How much memory a process and those it has started use, in bytes; 0 where the system does not tell. */
export function memoryOf(pid: number | undefined): number {
  if (process.platform !== 'linux' || pid === undefined) return 0
  return withDescendants(pid).reduce((sum, each) => sum + residentBytes(each), 0)
}

const PAGE = 4_096

function residentBytes(pid: number): number {
  const [, pages = '0'] = readOr(`/proc/${pid}/statm`).split(' ')
  return Number(pages) * PAGE
}

function isOf(pid: number, workspace: string): boolean {
  if (readOr(`/proc/${pid}/environ`).includes(workspace + path.sep)) return true
  try {
    const folder = readlinkSync(`/proc/${pid}/cwd`)
    return folder === workspace || folder.startsWith(workspace + path.sep)
  } catch {
    return false
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {}
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
