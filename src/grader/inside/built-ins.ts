import { FROZEN } from './guards/frozen-words.ts'
import { undeclared } from './scopes.ts'
import { type Node, propertyOf, unwrapped, walk } from './syntax.ts'

/** Something new that a file adds to one of the language's own objects. */
export interface Addition {
  /** `Array.prototype` or `Math`. */
  readonly owner: string
  readonly name: string
}

/**
 * Looks for the first thing that a file adds to what is frozen when it is graded, such as a method of all arrays.
 * Whoever does so means well; what is there already and is replaced is another matter, and not looked for here.
 */
export function additionTo(program: Node): Addition | undefined {
  const free = undeclared(program, new Set([...FROZEN.keys(), 'globalThis']))
  const aliases = new Map<string, string>()
  walk(program, ({ type, id, init }) => {
    if (type !== 'VariableDeclarator' || !init) return
    const path = pathOf(init as Node, free)
    if (path !== undefined) aliases.set(String((id as Node).name), path)
  })
  let found: Addition | undefined
  walk(program, node => {
    for (const { object, name } of found ? [] : setBy(node)) {
      const plain = unwrapped(object)
      const owner = pathOf(plain, free) ?? aliases.get(String(plain.name))
      if (owner !== undefined && isNew(owner, name)) found ??= { owner, name }
    }
  })
  return found
}

function isNew(path: string, name: string): boolean {
  const owner = FROZEN.get(path.replace('.prototype', '')) as { prototype?: object } | undefined
  const object = path.endsWith('.prototype') ? owner?.prototype : owner
  return object !== undefined && !(name in object)
}

/** Which of the frozen objects an expression is: `Array`, `Array.prototype`; nothing where it is none. */
function pathOf(node: Node, free: ReadonlySet<Node>): string | undefined {
  const { type, name, object } = unwrapped(node) as Node & { readonly object: Node }
  if (type === 'Identifier') return free.has(unwrapped(node)) ? String(name) : undefined
  if (type !== 'MemberExpression') return undefined
  const owner = pathOf(object, free)
  const taken = propertyOf(unwrapped(node))
  if (owner === 'globalThis') return taken
  return owner !== undefined && taken === 'prototype' ? `${owner}.prototype` : undefined
}

interface Setting {
  readonly object: Node
  readonly name: string
}

/** What a node gives a value to: by an assignment, or by a function that defines properties. */
function setBy(node: Node): Setting[] {
  if (node.type === 'AssignmentExpression') {
    const left = unwrapped(node.left as Node)
    const name = left.type === 'MemberExpression' ? propertyOf(left) : undefined
    return name === undefined ? [] : [{ object: left.object as Node, name }]
  }
  if (node.type !== 'CallExpression') return []
  const { callee, arguments: given } = node as { callee?: unknown; arguments?: unknown }
  const [object, what] = given as (Node | undefined)[]
  const called = unwrapped(callee as Node)
  if (!object || !what || called.type !== 'MemberExpression') return []
  const way = `${String((called.object as Node).name)}.${propertyOf(called)}`
  const names = ONE.has(way) ? [what.value] : SEVERAL.has(way) ? keysOf(what) : []
  return names.filter(name => typeof name === 'string').map(name => ({ object, name }))
}

const ONE: ReadonlySet<string> = new Set([
  ...['Object.defineProperty', 'Reflect.defineProperty', 'Reflect.set'],
])
const SEVERAL: ReadonlySet<string> = new Set(['Object.defineProperties', 'Object.assign'])

/** The names of what is written out between braces. */
function keysOf({ type, properties }: Node): unknown[] {
  if (type !== 'ObjectExpression') return []
  return (properties as Node[])
    .filter(({ computed, key }) => key && !computed)
    .map(({ key }) => (key as Node).name ?? (key as Node).value)
}
