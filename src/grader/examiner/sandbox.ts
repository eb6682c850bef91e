import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { LARGEST_WRITTEN, MOST_OPEN, MOST_TASKS } from '../inside/limits.ts'
import { words } from '../words/words.ts'
import { packagesFolder, type Workspace } from './workspace.ts'

/** What the system has to keep processes apart. Each is used only where it was tried and works. */
export interface Means {
  /** Namespaces: processes of their own that end with the first of them, and no network. */
  readonly namespaces: boolean
  /** Whether they need a user namespace, in which an ordinary user may make the others. */
  readonly asUser: boolean
  /** A root folder of their own, where nothing else of the machine's files can be seen. */
  readonly view: boolean
  /** No privileges that could undo any of it. */
  readonly unprivileged: boolean
  /** Limits for each process. */
  readonly limits: boolean
}

/** How a program is started in a workspace. */
export interface Launch {
  readonly file: string
  readonly argv: string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** The workspace. */
  readonly folder: string
  /** The project's folder and the one of what is kept, as the program sees them. */
  readonly seen: { readonly project: string; readonly kept: string }
}

const ALL: Means = {
  namespaces: true,
  asUser: true,
  view: true,
  unprivileged: true,
  limits: true,
}

/** From the strongest to none: the first that works is used. */
const CHOICES: readonly Means[] = [
  ALL,
  { ...ALL, asUser: false },
  { ...ALL, limits: false },
  { ...ALL, view: false },
  { ...ALL, view: false, asUser: false },
  { ...ALL, view: false, unprivileged: false, limits: false },
  { ...ALL, namespaces: false, view: false },
  { ...ALL, namespaces: false, view: false, unprivileged: false },
  { ...ALL, namespaces: false, view: false, limits: false },
]

export const NONE: Means = {
  namespaces: false,
  asUser: false,
  view: false,
  unprivileged: false,
  limits: false,
}

/**
 * Finds out what works here, by trying.
 *
 * @param allowed which of them may be used at all
 */
export function meansHere(
  workspace: Workspace,
  kept: string,
  allowed: (means: Means) => boolean = () => true,
): Means {
  if (process.platform !== 'linux') return NONE
  const script = ['-e', "process.stdout.write('it works')"]
  const works = (means: Means) => {
    if (!means.asUser && means.namespaces && process.getuid?.() !== 0) return false
    const { file, argv, cwd, env } = launch(means, workspace, kept, false, script)
    const { stdout } = spawnSync(file, argv, { cwd, env, encoding: 'utf8', timeout: 20_000 })
    return stdout === 'it works'
  }
  return CHOICES.find(means => allowed(means) && works(means)) ?? NONE
}

/** What is told of, in this order. */
const KINDS = ['namespaces', 'view', 'unprivileged', 'limits'] as const

/** A sentence on each thing that is on, and then on each that is not. */
export function sentencesOn(means: Means): string[] {
  const { always, on, off } = words.protections
  return [
    ...always,
    ...KINDS.filter(kind => means[kind]).map(kind => on[kind]),
    ...KINDS.filter(kind => !means[kind]).map(kind => off[kind]),
  ]
}

/**
 * How Node is started in a workspace, wrapped in what the system has.
 *
 * @param kept the folder of what one process has compiled and others need not compile again
 * @param warming whether anything may be written there
 * @param argv Node's arguments, without paths of the workspace
 */
export function launch(
  means: Means,
  workspace: Workspace,
  kept: string,
  warming: boolean,
  argv: readonly string[],
): Launch {
  const inView = { project: '/course', kept: '/kept' }
  const seen = means.view ? inView : { project: workspace.project, kept }
  const inner = means.view ? ['/bin/sh', '-c', 'cd /course && exec "$@"', 'sh', '/node'] : [NODE]
  const bare = [...limited(means), ...inner, ...argv]
  const viewed = means.view ? [...viewOf(workspace, kept, warming), ...bare] : bare
  const [file = NODE, ...rest] = means.namespaces ? [...unshare(means), ...viewed] : bare
  const temporary = means.view ? '/tmp' : path.join(workspace.folder, 'temporary')
  return {
    file,
    argv: rest,
    cwd: workspace.project,
    env: environmentOf(temporary, means.view),
    folder: workspace.folder,
    seen,
  }
}

const NODE = process.execPath

/** All that a submission's processes get to know of the environment. */
function environmentOf(temporary: string, view: boolean): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env
  return {
    PATH: view ? '/usr/bin:/bin:/usr/sbin:/sbin' : PATH,
    HOME: temporary,
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    NO_COLOR: '1',
    ...(SystemRoot && { SystemRoot }),
  }
}

function unshare({ asUser }: Means): string[] {
  const user = asUser ? ['--user', '--map-root-user'] : []
  const kinds = ['--mount', '--pid', '--net', '--ipc', '--uts']
  return ['unshare', ...user, ...kinds, '--fork', '--kill-child=SIGKILL']
}

function limited({ unprivileged, limits, namespaces, asUser }: Means): string[] {
  const none = ['--inh-caps=-all', '--bounding-set=-all']
  return [
    ...(unprivileged ? ['setpriv', '--no-new-privs', ...(namespaces ? none : [])] : []),
    ...(limits
      ? [
          // None on memory: each of Node's threads reserves 2 GB that it never uses.
          ...['prlimit', '--core=0', `--fsize=${LARGEST_WRITTEN}`],
          `--nofile=${MOST_OPEN}`,
          // Outside of a user namespace, it would count all that this user runs.
          ...(namespaces && asUser ? [`--nproc=${MOST_TASKS}`] : []),
        ]
      : []),
  ]
}

/** Makes a root folder of its own, and goes on in it. */
function viewOf({ folder, project }: Workspace, kept: string, warming: boolean): string[] {
  const view = path.join(folder, 'view')
  const values = [view, project, packagesFolder(), NODE, kept, warming ? 'yes' : 'no']
  return ['sh', '-c', VIEW, 'sh', ...values]
}

const VIEW = `
set -e
view=$1 project=$2 packages=$3 node=$4 kept=$5 warming=$6
shift 6
lock() {
  mount -o remount,bind,ro,nosuid,nodev "$1" 2>/dev/null || mount -o remount,bind,ro "$1"
}
show() {
  mount --rbind "$1" "$2"
  lock "$2"
}
mount --make-rprivate /
mount -t tmpfs -o size=1m,mode=755,nosuid,nodev view "$view"
cd "$view"
mkdir proc dev tmp etc course kept
for folder in bin sbin lib lib32 lib64 libx32 usr nix gnu; do
  if [ -L "/$folder" ]; then ln -s "$(readlink "/$folder")" "$folder"
  elif [ -d "/$folder" ]; then mkdir "$folder"; show "/$folder" "$folder"
  fi
done
for device in null zero random urandom; do
  touch "dev/$device"
  mount --bind "/dev/$device" "dev/$device"
done
if [ -f /etc/ld.so.cache ]; then touch etc/ld.so.cache; show /etc/ld.so.cache etc/ld.so.cache; fi
echo 'student:x:0:0::/tmp:/bin/sh' > etc/passwd
touch node
show "$node" node
show "$project" course
mount -t tmpfs -o size=1m,nosuid,nodev stopped course/.kata/stopped
show "$packages" course/node_modules
if [ "$warming" = yes ]; then
  mount --bind "$kept" kept
  mount --bind "$kept/types" course/.kata/cache
else
  show "$kept" kept
  show "$kept/types" course/.kata/cache
fi
mount -t tmpfs -o size=64m,nosuid,nodev tmp tmp
mount -t proc -o ro,nosuid,nodev,noexec proc proc
lock "$view"
exec chroot "$view" "$@"
`
