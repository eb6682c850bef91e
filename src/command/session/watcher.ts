import { type FSWatcher, readdirSync, readFileSync, statSync, watch } from 'node:fs'
import path from 'node:path'

/** How long saves are collected, in ms: editors write a file in several steps. */
const TOGETHER = 25
/** How often is looked where the system does not tell, in ms. */
const LOOK = 300

/** Tells when files below a folder are saved, made or deleted. */
export interface Watcher {
  close(): void
}

/**
 * Watches a folder.
 *
 * @param poll looks at the files again and again, instead of waiting for the system to tell of changes
 * @param onChange gets the absolute paths of what has changed; several changes at once are one call
 */
export function watchFolder(
  folder: string,
  poll: boolean,
  onChange: (files: readonly string[]) => void,
): Watcher {
  const collected = collect(onChange)
  return poll ? pollFolder(folder, collected) : listenTo(folder, collected)
}

/** Several calls in a short time are one. */
function collect(onChange: (files: readonly string[]) => void): Collector {
  const changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const tell = () => {
    const files = [...changed]
    changed.clear()
    onChange(files)
  }
  return {
    add: file => {
      changed.add(file)
      clearTimeout(timer)
      timer = setTimeout(tell, TOGETHER)
    },
    close: () => clearTimeout(timer),
  }
}

interface Collector extends Watcher {
  readonly add: (file: string) => void
}

function listenTo(folder: string, { add, close }: Collector): Watcher {
  const watcher: FSWatcher = watch(folder, { recursive: true }, (_, name) => {
    if (name?.endsWith('.ts')) add(path.join(folder, name))
  })
  // Where the system can't go on telling, looking can.
  let instead: Watcher | undefined
  watcher.on('error', () => {
    watcher.close()
    instead ??= pollFolder(folder, { add, close })
  })
  return {
    close: () => {
      watcher.close()
      instead?.close()
      close()
    },
  }
}

function pollFolder(folder: string, { add, close }: Collector): Watcher {
  let known = timesIn(folder)
  const look = () => {
    const now = timesIn(folder)
    for (const file of new Set([...known.keys(), ...now.keys()])) {
      if (known.get(file) !== now.get(file)) add(file)
    }
    known = now
  }
  const timer = setInterval(look, LOOK)
  return {
    close: () => {
      clearInterval(timer)
      close()
    },
  }
}

/** When each file was saved, and how long it is: two saves in one tick of the clock differ in that. */
function timesIn(folder: string): Map<string, string> {
  const times = new Map<string, string>()
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue
    const file = path.join(folder, name)
    const { mtimeMs, size } = statSync(file, { throwIfNoEntry: false }) ?? {}
    if (mtimeMs !== undefined) times.set(file, `${mtimeMs} ${size}`)
  }
  return times
}

/** File systems that tell nobody, or not everybody, of changes: those of Windows below WSL, and of networks. */
const SILENT = /^(9p|drvfs|nfs\d?|cifs|smb\d?|smbfs|vboxsf|prl_fs|fuse\.sshfs|fuse\.vmhgfs-fuse)$/

/**
 * Whether changes in a folder have to be looked for.
 *
 * @param mounts what is mounted, as `/proc/mounts` says it; '' where there is no such file
 */
export function needsPolling(folder: string, mounts = mountsHere()): boolean {
  if (/^\\\\|^\/\//.test(folder)) return true
  const [nearest] = mounts
    .split('\n')
    .map(line => line.split(' '))
    // Spaces are written as \040.
    .map(([, place = '', type = '']) => ({ place: place.replaceAll('\\040', ' '), type }))
    .filter(({ place }) => place === '/' || folder === place || folder.startsWith(`${place}/`))
    .sort((a, b) => b.place.length - a.place.length)
  return nearest !== undefined && SILENT.test(nearest.type)
}

function mountsHere(): string {
  try {
    return readFileSync('/proc/mounts', 'utf8')
  } catch {
    return ''
  }
}
