import type { parseAst } from 'vitest/node'
import { words } from '../words/words.ts'

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
  let why: string | undefined
  walk(program as unknown as Node, node => {
    why ??= whyNot(node, file)
  })
  return why
}

/** A node of a syntax tree, as far as it matters here. */
export interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** Visits all nodes of a syntax tree that may stand for something of their own. */
export function walk(node: Node, visit: (node: Node) => void): void {
  const waiting = [node]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    visit(next)
    for (const child of childrenOf(next)) if (isNode(child)) waiting.push(child)
  }
}

/** All but names that stand for nothing of their own: of properties, and of a `require` that names its module. */
function childrenOf(node: Node): unknown[] {
  const { computed, shorthand, property, key, callee } = node as { [key: string]: unknown }
  const isName = computed === false && !shorthand
  const { object, init } = node as { [key: string]: Node | undefined }
  const left = [
    isName ? (property ?? key) : undefined,
    isRequire(node) ? callee : undefined,
    // Looked at with what is taken of it.
    ...[object, init].filter(child => child && isMeta(child)),
  ]
  return Object.values(node)
    .flat()
    .filter(child => !left.includes(child))
}

function isRequire({ type, callee, arguments: given }: Node): boolean {
  if (type !== 'CallExpression' || (callee as Node).name !== 'require') return false
  return typeof (given as Node[])[0]?.value === 'string'
}

function isNode(value: unknown): value is Node {
  return typeof (value as { type?: unknown } | null)?.type === 'string'
}

function whyNot(node: Node, file: string): string | undefined {
  return (
    whyNotImported(node, file) ??
    whyNotMeta(node, file) ??
    (node.type === 'Identifier' || node.type === 'JSXIdentifier'
      ? whyNotNamed(String(node.name), file)
      : undefined) ??
    (namesExported(node).includes('then') ? words.code.exportsThen(file) : undefined)
  )
}

/**
 * The test runner's `import.meta.glob` loads whole folders, also where a type stands between the two: so
 * `import.meta` may only stand where one sees what is taken of it.
 */
function whyNotMeta(node: Node, file: string): string | undefined {
  const { object, property } = node as { [key: string]: Node | undefined }
  const taken = object && isMeta(object) ? `import.meta.${property?.name}` : undefined
  if (!isMeta(node) && (taken === undefined || META.includes(taken))) return undefined
  return words.code.usesMeta(file, taken ?? 'import.meta')
}

const META = ['url', 'dirname', 'filename', 'resolve'].map(name => `import.meta.${name}`)

function isMeta({ type, meta }: Node): boolean {
  return type === 'MetaProperty' && (meta as Node).name === 'import'
}

function whyNotImported(node: Node, file: string): string | undefined {
  const specifier = importedBy(node)
  if (specifier === undefined || node.importKind === 'type' || node.exportKind === 'type') return
  if (!mayImport(specifier)) return words.code.imports(file, specifier)
  const only = ONLY.get(plain(specifier))
  const taken = only && namesTaken(node).find(name => !only.includes(name))
  return only && taken !== undefined ? words.code.importsMore(file, specifier, only) : undefined
}

/** `node:fs` and `fs` are the same. */
function plain(specifier: string): string {
  return specifier.replace(/^node:/, '')
}

/** What a node names as a source; nothing where it names none, or computes it. */
function importedBy(node: Node): string | undefined {
  const named = isRequire(node) ? (node.arguments as Node[])[0] : (node.source as Node | undefined)
  return typeof named?.value === 'string' ? named.value : undefined
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

/** Names that the test runner puts into a file, and ways to come by them. */
function whyNotNamed(name: string, file: string): string | undefined {
  if (/^__(?:vi(?:te|test)?|cooperativo)_/.test(name)) return words.code.reachesForRunner(file)
  const isWayOut = name === 'eval' || name === 'require'
  return isWayOut ? words.code.uses(file, name) : undefined
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
