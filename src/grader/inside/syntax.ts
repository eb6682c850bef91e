/** A node of a syntax tree, as far as it matters here. */
export interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** Visits all nodes of a syntax tree that may stand for something of their own when the file runs. */
export function walk(node: Node, visit: (node: Node) => void): void {
  const waiting = [node]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    visit(next)
    for (const child of childrenOf(next)) waiting.push(child)
  }
}

/**
 * All but types, and names that stand for nothing of their own: of properties, of labels, of what others export or
 * import.
 */
export function childrenOf(node: Node): Node[] {
  const names = namesOnly(node)
  return Object.values(node)
    .flat()
    .filter(child => isNode(child) && !isErased(child) && !names.includes(child)) as Node[]
}

/** What is gone when the file runs: types, and what is only announced. */
export function isErased({ type, declare, importKind, exportKind }: Node): boolean {
  if (importKind === 'type' || exportKind === 'type') return true
  return ERASED.test(type) || (declare === true && type.endsWith('Declaration'))
}

const ERASED =
  /^TS(?:\w*Type|\w*Keyword|Type(?:Annotation|Parameter\w*|Query|Reference|Literal|Predicate|Operator)|InterfaceDeclaration|TypeAliasDeclaration|DeclareFunction|IndexSignature|ClassImplements)$/

function namesOnly(node: Node): unknown[] {
  const { type, computed, shorthand, property, key, id, label, imported, exported, source } =
    node as { [name: string]: unknown }
  switch (type) {
    case 'MetaProperty':
      return [node.meta, property]
    case 'TSEnumMember':
      return computed ? [] : [id]
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'TSNamedTupleMember':
      return [label]
    case 'ImportSpecifier':
      return [imported]
    case 'ExportSpecifier':
      return [exported]
    case 'ExportNamedDeclaration':
      return source ? (node.specifiers as unknown[]) : []
    case 'ExportAllDeclaration':
      return [exported]
    default:
      return computed === false && !shorthand ? [property ?? key] : []
  }
}

function isNode(value: unknown): value is Node {
  return typeof (value as { type?: unknown } | null)?.type === 'string'
}

/** What is behind types and brackets: of `(import.meta as any)`, `import.meta`. */
export function unwrapped(node: Node): Node {
  let inner = node
  while (WRAPPERS.has(inner.type)) inner = inner.expression as Node
  return inner
}

const WRAPPERS: ReadonlySet<string> = new Set([
  ...['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSTypeAssertion'],
  ...['ParenthesizedExpression', 'ChainExpression'],
])

/** The name of what is taken of an object, in whichever way it is written; nothing where it is computed. */
export function propertyOf({ computed, property }: Node): string | undefined {
  const { name, value } = property as { name?: unknown; value?: unknown }
  if (!computed) return String(name)
  return typeof value === 'string' ? value : undefined
}
