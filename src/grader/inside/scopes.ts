import { childrenOf, isErased, type Node } from './syntax.ts'

/** What a part of a file declares, and what is around it. */
interface Scope {
  readonly names: ReadonlySet<string>
  readonly outer: Scope | undefined
}

/**
 * Finds where a file uses some names that it does not declare itself: then it is the environment that decides
 * what they are.
 *
 * What is not there any more when the file runs declares nothing: types, and whatever is only announced with
 * `declare`. Neither does a `var` outside of any function, nor an `enum` or a `namespace`: where the test runner puts a
 * file into a function, such a one is the runner's parameter of that name, with all that it can do.
 *
 * @returns the identifiers
 */
export function undeclared(program: Node, names: ReadonlySet<string>): Set<Node> {
  const found = new Set<Node>()
  const waiting: Inside[] = [[program, undefined]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [node, scope] = next
    if (node.type === 'Identifier') {
      const name = String(node.name)
      if (names.has(name) && !isDeclared(name, scope)) found.add(node)
    } else for (const inside of insideOf(node, scope)) waiting.push(inside)
  }
  return found
}

type Inside = [node: Node, scope: Scope | undefined]

function isDeclared(name: string, scope: Scope | undefined): boolean {
  for (let each = scope; each; each = each.outer) if (each.names.has(name)) return true
  return false
}

function insideOf(node: Node, scope: Scope | undefined): Inside[] {
  if (isFunction(node)) return insideOfFunction(node, scope)
  const inner = scopeOf(namesIn(node), scope)
  return childrenOf(node).map(child => [child, inner])
}

/** A parameter's default value sees the parameters, and nothing that the body declares. */
function insideOfFunction(node: Node, scope: Scope | undefined): Inside[] {
  const { id, params, body, type } = node as unknown as {
    type: string
    id: Node | null
    params: Node[]
    body: Node | null
  }
  const own = scopeOf(type === 'FunctionExpression' ? boundBy(id) : [], scope)
  const outer = scopeOf(params.flatMap(boundBy), own)
  const inner = scopeOf(body ? varsIn(body) : [], outer)
  const inParams = params.map((param): Inside => [param, outer])
  return body ? [...inParams, [body, inner]] : inParams
}

function scopeOf(names: readonly string[], outer: Scope | undefined): Scope | undefined {
  return names.length === 0 ? outer : { names: new Set(names), outer }
}

/** What a node declares for all that is inside of it. */
function namesIn(node: Node): string[] {
  const { body, cases, id, param, init, left } = node as { [key: string]: unknown }
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
      return (body as Node[]).flatMap(declaredBy)
    case 'SwitchStatement':
      return (cases as { consequent: Node[] }[]).flatMap(each =>
        each.consequent.flatMap(declaredBy),
      )
    case 'ForStatement':
      return init ? declaredBy(init as Node) : []
    case 'ForInStatement':
    case 'ForOfStatement':
      return declaredBy(left as Node)
    case 'CatchClause':
      return boundBy(param as Node | null)
    case 'ClassDeclaration':
    case 'ClassExpression':
      return boundBy(id as Node | null)
    default:
      return []
  }
}

/** The names that a statement declares for the block that it stands in. */
function declaredBy(statement: Node): string[] {
  const { kind, declarations, declaration, specifiers, id } = statement as {
    [key: string]: unknown
  }
  if (isErased(statement)) return []
  switch (statement.type) {
    case 'VariableDeclaration':
      return kind === 'var'
        ? []
        : (declarations as { id: Node }[]).flatMap(each => boundBy(each.id))
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return boundBy(id as Node | null)
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return declaration ? declaredBy(declaration as Node) : []
    case 'ImportDeclaration':
      return (specifiers as { local: Node; importKind?: string }[])
        .filter(({ importKind }) => importKind !== 'type')
        .flatMap(({ local }) => boundBy(local))
    default:
      return []
  }
}

/** The `var`s of a function: they belong to all of it, wherever in it they stand. */
function varsIn(body: Node): string[] {
  const names: string[] = []
  const waiting = [body]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (isFunction(node) || OF_THEIR_OWN.includes(node.type)) continue
    if (node.type === 'VariableDeclaration' && node.kind === 'var') {
      names.push(...(node.declarations as { id: Node }[]).flatMap(each => boundBy(each.id)))
    }
    for (const child of childrenOf(node)) waiting.push(child)
  }
  return names
}

/** Other nodes that keep a `var` to themselves. */
const OF_THEIR_OWN = ['StaticBlock', 'TSModuleBlock']

/** The names that a pattern such as `{ a, b: [c], ...d }` binds. */
export function boundBy(pattern: Node | null | undefined): string[] {
  if (!pattern) return []
  const { type, name, properties, elements, left, argument, value, parameter } = pattern as {
    [key: string]: unknown
  }
  if (type === 'Identifier') return [String(name)]
  const parts = [...asList(properties), ...asList(elements), left, argument, value, parameter]
  return (parts as (Node | null | undefined)[]).flatMap(boundBy)
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function isFunction({ type }: Node): boolean {
  return /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type)
}
