import { existsSync } from 'node:fs'
import path from 'node:path'
import type { parseAst } from 'vitest/node'
import { words } from '../words/words.ts'
import { isCodeOrData, placesOf } from './beside.ts'
import { type Node, walk } from './syntax.ts'

/**
 * Looks for files that a submitted file loads and that are not in the workspace: a kata is graded with what was
 * handed in for it, and with nothing else.
 *
 * @param file its name, from the kata's folder on
 * @param folder the kata's, in the workspace
 * @returns one sentence; nothing where all are there
 */
export function whyMissing(
  program: ReturnType<typeof parseAst>,
  file: string,
  folder: string,
): string | undefined {
  const named: string[] = []
  walk(program as unknown as Node, node => {
    const specifier = loadedBy(node)
    if (specifier !== undefined) named.push(specifier)
  })
  return named.map(each => whyNot(each, file, folder)).find(Boolean)
}

function whyNot(specifier: string, file: string, folder: string): string | undefined {
  const kata = path.basename(folder)
  const target = path.posix.join(kata, path.posix.dirname(file), specifier)
  const [, other] = /^(?:\.\.\/katas\/)?(\d\d-[^/]+)\//.exec(target) ?? []
  if (other !== undefined && other !== kata)
    return words.code.importsOtherKata(file, specifier, kata)
  const places = placesOf(file, specifier)
  if (places.length === 0 || places.some(each => existsSync(path.join(folder, each)))) return
  const isKnown = path.posix.extname(specifier) === '' || isCodeOrData(specifier)
  return isKnown
    ? words.code.importsMissing(file, specifier)
    : words.code.importsNoCode(file, specifier)
}

/** A relative path that a node loads: as a module, or as a thread's file by `new URL('./x.ts', import.meta.url)`. */
function loadedBy(node: Node): string | undefined {
  if (node.importKind === 'type' || node.exportKind === 'type') return undefined
  const [first, base] = node.type === 'NewExpression' ? (node.arguments as Node[]) : []
  const isUrl =
    (node.callee as Node | undefined)?.name === 'URL' && base?.type === 'MemberExpression'
  const source = isUrl ? first : (node.source as Node | null | undefined)
  const value = source?.value
  return typeof value === 'string' && /^\.{1,2}\//.test(value) ? value : undefined
}
