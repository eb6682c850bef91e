import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseAst } from 'vitest/node'
import { words } from '../words/words.ts'
import { isCode, languageOf } from './beside.ts'
import { additionTo } from './built-ins.ts'
import type { OrderedKata } from './events.ts'
import { whyForbidden } from './forbidden.ts'
import { whyMissing } from './missing-files.ts'
import { boundBy } from './scopes.ts'
import type { Node } from './syntax.ts'

/** Why the files of a kata can't be graded. */
export interface Invalid {
  /** One sentence. */
  readonly why: string
  /** Whether the tests can be run all the same, for partial credit. */
  readonly loads: boolean
}

type Program = ReturnType<typeof parseAst>
type Statement = Program['body'][number]

/**
 * Looks at the submitted files of a kata, without running them.
 *
 * @param folder the kata's, in the workspace
 * @returns why they can't be graded; nothing if they can
 */
export function checkFiles(kata: OrderedKata, folder: string): Invalid | undefined {
  for (const file of kata.files.filter(isCode)) {
    const place = path.join(folder, file)
    const why =
      whyUnreadable(place, file) ??
      whyMissing(parsed(place), file, folder) ??
      whyForbidden(parsed(place), file) ??
      whyExtending(parsed(place), file)
    if (why) return { why, loads: false }
  }
  const exported = exportsOf(parsed(path.join(folder, kata.main)))
  if (!exported) return undefined
  // What only finer points need keeps nobody from passing.
  const missing = kata.tests
    .filter(({ part }) => part === 'idea')
    .flatMap(({ file }) => importedFrom(parsed(path.join(folder, file)), `./${kata.main}`))
    .filter(name => !exported.has(name))
  if (missing.length === 0) return undefined
  return { why: missingSentence(kata.main, [...new Set(missing)], exported), loads: true }
}

function parsed(file: string): Program {
  return parseAst(readFileSync(file, 'utf8'), { lang: languageOf(file) }, path.basename(file))
}

function whyUnreadable(file: string, name: string): string | undefined {
  try {
    parsed(file)
    return undefined
  } catch (error) {
    const { message, loc } = error as { message: string; loc?: { line: number } }
    // The first line is the parser's own, and the ones after the second show the code.
    const [, complaint] = message.split('\n')
    return words.code.notParsed(name, loc?.line, complaint?.replace(/[.:]+$/, ''))
  }
}

/** Nothing can be added to what is frozen: it would fail in whichever test comes to it, in the engine's words. */
function whyExtending(program: Program, file: string): string | undefined {
  const added = additionTo(program as unknown as Node)
  return added && words.code.extendsBuiltIn(file, added.owner, added.name)
}

/** The names that a file exports; nothing where other files decide that. */
function exportsOf({ body }: Program): Set<string> | undefined {
  if (body.some(each => each.type === 'ExportAllDeclaration' && !each.exported)) return undefined
  return new Set(body.flatMap(namesExported))
}

function namesExported(statement: Statement): string[] {
  if (statement.type === 'ExportDefaultDeclaration') return ['default']
  if (statement.type === 'ExportAllDeclaration') return [nameOf(statement.exported)]
  if (statement.type !== 'ExportNamedDeclaration' || statement.exportKind === 'type') return []
  const listed = statement.specifiers.filter(({ exportKind }) => exportKind !== 'type')
  return [
    ...listed.map(({ exported }) => nameOf(exported)),
    ...namesDeclared(statement.declaration),
  ]
}

function namesDeclared(declaration: unknown): string[] {
  const { id, declarations } = (declaration ?? {}) as { id?: Node; declarations?: { id: Node }[] }
  return declarations ? declarations.flatMap(each => boundBy(each.id)) : boundBy(id)
}

/** What a test file takes from the submission at run time: types are gone by then. */
function importedFrom({ body }: Program, source: string): string[] {
  return body.flatMap(statement => {
    if (statement.type !== 'ImportDeclaration' || statement.source.value !== source) return []
    if (statement.importKind === 'type') return []
    return statement.specifiers.flatMap(specifier => {
      if (specifier.type === 'ImportDefaultSpecifier') return ['default']
      if (specifier.type !== 'ImportSpecifier' || specifier.importKind === 'type') return []
      return [nameOf(specifier.imported)]
    })
  })
}

function nameOf(name: unknown): string {
  const { name: identifier, value } = (name ?? {}) as { name?: string; value?: string }
  return identifier ?? value ?? ''
}

function missingSentence(file: string, missing: string[], exported: Set<string>): string {
  const onlyDefault = exported.size === 1 && exported.has('default')
  const { notExported, onlyDefaultExport } = words.code
  return onlyDefault ? onlyDefaultExport(file, missing) : notExported(file, missing)
}
