import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { ROOT } from '../../course/katas.ts'

/** Editors that need the terminal, as they are called. */
const IN_THE_TERMINAL = /^(vi|vim|nvim|nano|pico|emacs|micro|hx|helix|kak|joe|ne)$/

/**
 * Opens a file in the student's editor: the one that VISUAL or EDITOR names, or else one that is running.
 *
 * @param place from the project's folder on or absolute, with a line where there is one: `katas/03-gather/gather.ts:20`
 * @returns false where no editor could be found. It waits for an editor that has the terminal, for no other
 */
export async function openInEditor(place: string): Promise<boolean> {
  const [, file = place, line = '1'] = /^(.*?)(?::(\d+))?$/.exec(place) ?? []
  const full = path.resolve(ROOT, file)
  const [program = '', ...options] = (process.env.VISUAL || process.env.EDITOR || '').split(' ')
  if (IN_THE_TERMINAL.test(path.parse(program).name)) {
    return endsWell(program, [...options, `+${line}`, full])
  }
  const { default: launchEditor } = await import('launch-editor')
  return new Promise(resolve => {
    launchEditor(`${full}:${line}`, () => resolve(false))
    // It tells of failures only; most are known at once.
    setTimeout(resolve, PATIENCE, true)
  })
}

/** How long is waited for an editor that can't be started, in ms. */
const PATIENCE = 500

async function endsWell(program: string, args: readonly string[]): Promise<boolean> {
  const child = spawn(program, args, { stdio: 'inherit', cwd: ROOT })
  try {
    await once(child, 'exit')
    return true
  } catch {
    return false
  }
}
