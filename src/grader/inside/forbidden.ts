import type { parseAst } from 'vitest/node'
import { words } from '../words/words.ts'
import { isBeside } from './beside.ts'
import { undeclared } from './scopes.ts'
import { type Node, propertyOf, unwrapped, walk } from './syntax.ts'

type Program = ReturnType<typeof parseAst>

/** What a submission may import: what katas are about, and nothing that reaches tests, files or processes. */
const MODULES: ReadonlySet<string> = new Set([
  ...['#lab/blocking', 'ioredis', 'mysql2', 'mysql2/promise', 'pg', 'assert', 'assert/strict'],
  ...['async_hooks', 'buffer', 'console', 'crypto', 'events', 'os', 'path', 'path/posix'],
  ...['perf_hooks', 'process', 'querystring', 'stream', 'stream/consumers'],
  ...[
    'stream/promises',
    'stream/web',
    'string_decoder',
    'timers',
    'timers/promises',
    'url',
    'util',
  ],
  ...['util/types', 'worker_threads'],
])

/** Of these modules, only some exports: the rest looks into what the tests do. */
const ONLY: ReadonlyMap<string, readonly string[]> = new Map([
  ['async_hooks', ['AsyncLocalStorage', 'AsyncResource']],
])

/** Whether a submission may import something that it names: a module, or a file beside its own. */
export function mayImport(specifier: string): boolean {
  const isBeside = /^\.\/(?!.*\.\.)[\w./-]+$/.test(specifier) && !specifier.endsWith('.test.ts')
  return isBeside || MODULES.has(plain(specifier))
}

/**
 * Looks for what a submitted file has no business with: modules other than those that katas need, and the
 * test runner's own words. A mistake may be behind it, such as an import that an editor has added.
 *
 * @param file its name, for the sentence
 * @returns one sentence; nothing where all is well
 */
export function whyForbidden(program: Program, file: string): string | undefined {
  const root = program as unknown as Node
  const known = { file, free: undeclared(root, WAYS_OUT), fine: new Set<Node>() }
  let why: string | undefined
  walk(root, node => {
    why ??= whyNot(node, known)
  })
  return why
}

/** Functions that load or run whatever they are given. Of a file's own that are called so, nothing is known. */
const WAYS_OUT: ReadonlySet<string> = new Set(['eval', 'require'])

/** What is known of a file while it is looked through. */
interface Known {
  readonly file: string
  /** Where it uses a way out, and not something of its own that has the same name. */
  readonly free: ReadonlySet<Node>
  /** What was looked at with what is around it. */
  readonly fine: Set<Node>
}

/** Whether it is a `require` that names its module. */
function isRequire({ type, callee, arguments: given }: Node, { free }: Known): boolean {
  if (type !== 'CallExpression' || !free.has(callee as Node)) return false
  const isNamed = typeof (given as Node[])[0]?.value === 'string'
  return isNamed && (callee as Node).name === 'require'
}

function whyNot(node: Node, known: Known): string | undefined {
  return (
    whyNotImported(node, known) ??
    whyNotMeta(node, known) ??
    whyNotTaken(node, known) ??
    whyNotNamed(node, known) ??
    (namesExported(node).includes('then') ? words.code.exportsThen(known.file) : undefined)
  )
}

/**
 * The test runner's `import.meta.glob` loads whole folders, also where a type stands between the two: so
 * `import.meta` may only stand where one sees what is taken of it.
 */
function whyNotMeta(node: Node, { file, fine }: Known): string | undefined {
  const { object, init } = node as { [key: string]: Node | undefined }
  const meta = object && unwrapped(object)
  if (meta && isMeta(meta)) {
    const taken = propertyOf(node)
    if (taken === undefined || !META.has(taken)) {
      return words.code.usesMeta(file, taken === undefined ? 'import.meta' : `import.meta.${taken}`)
    }
    fine.add(meta)
  }
  // What is taken apart there is not what the test runner replaces.
  if (init && isMeta(init)) fine.add(init)
  return isMeta(node) && !fine.has(node) ? words.code.usesMeta(file, 'import.meta') : undefined
}

const META: ReadonlySet<string> = new Set(['url', 'dirname', 'filename', 'resolve', 'main'])

function isMeta({ type, meta }: Node): boolean {
  return type === 'MetaProperty' && (meta as Node).name === 'import'
}

function whyNotImported(node: Node, known: Known): string | undefined {
  const specifier = importedBy(node, known)
  if (specifier === undefined) return
  const { file } = known
  if (!(mayImport(specifier) || isBeside(file, specifier)))
    return words.code.imports(file, specifier)
  const only = ONLY.get(plain(specifier))
  const taken = only && namesTaken(node).find(name => !only.includes(name))
  return only && taken !== undefined ? words.code.importsMore(file, specifier, only) : undefined
}

/** `node:fs` and `fs` are the same. */
function plain(specifier: string): string {
  return specifier.replace(/^node:/, '')
}

/** What a node names as a source; nothing where it names none, or computes it. */
function importedBy(node: Node, known: Known): string | undefined {
  const isCall = isRequire(node, known)
  if (isCall) known.fine.add(node.callee as Node)
  const isAssigned = node.type === 'TSExternalModuleReference'
  const named = isCall ? (node.arguments as Node[])[0] : isAssigned ? node.expression : node.source
  const { value } = (named ?? {}) as { value?: unknown }
  return typeof value === 'string' ? value : undefined
}

/** The names that an import takes; `*` for all of them. */
function namesTaken({ type, specifiers }: Node): string[] {
  if (type !== 'ImportDeclaration' && type !== 'ExportNamedDeclaration') return ['*']
  return (specifiers as Node[])
    .filter(({ importKind }) => importKind !== 'type')
    .map(({ imported, local, type: how }) => {
      const name = (imported ?? (how === 'ExportSpecifier' ? local : undefined)) as Node | undefined
      return String(name?.name ?? name?.value ?? '*')
    })
}

/** Ways out are found in the global object, too; and who asks `require.main` has something harmless in mind. */
function whyNotTaken(node: Node, { file, free }: Known): string | undefined {
  if (node.type !== 'MemberExpression') return undefined
  const object = unwrapped(node.object as Node)
  const taken = propertyOf(node) ?? ''
  if (free.has(object) && taken === 'main') return words.code.asksRequireMain(file)
  const isGlobal = object.type === 'Identifier' && GLOBALS.has(String(object.name))
  return isGlobal && WAYS_OUT.has(taken) ? words.code.uses(file, taken) : undefined
}

const GLOBALS: ReadonlySet<string> = new Set(['globalThis', 'global', 'self'])

/** Names that the test runner puts into a file, and ways to come by them. */
function whyNotNamed(node: Node, { file, free, fine }: Known): string | undefined {
  if (node.type !== 'Identifier' && node.type !== 'JSXIdentifier') return undefined
  const name = String(node.name)
  if (/^__(?:vi(?:te|test)?|cooperativo)_/.test(name)) return words.code.reachesForRunner(file)
  return free.has(node) && !fine.has(node) ? words.code.uses(file, name) : undefined
}

function namesExported(node: Node): string[] {
  const {
    type,
    declaration,
    specifiers = [],
    exported,
  } = node as {
    type: string
    declaration?: Node | null
    specifiers?: Node[]
    exported?: Node | null
  }
  if (type === 'ExportAllDeclaration') return exported ? [String(exported.name)] : []
  if (type !== 'ExportNamedDeclaration') return []
  const declared = (declaration?.declarations as Node[] | undefined) ?? [declaration ?? node]
  return [
    ...specifiers.map(each => each.exported as Node),
    ...declared.map(each => each.id as Node | undefined),
  ].map(id => String(id?.name ?? id?.value ?? ''))
}
