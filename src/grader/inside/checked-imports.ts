import path from 'node:path'
import { parseAst } from 'vitest/node'
import { isCode, isCodeOrData, languageOf } from './beside.ts'
import { type Node, walk } from './syntax.ts'

/** A global that before.ts makes, of a name that no submission may use: it could give the name to another. */
const CHECK = '__cooperativo_import'

/** The part of the test runner's plugins that is needed here. */
interface Plugin {
  readonly name: string
  readonly enforce: 'pre'
  transform(code: string, id: string): string | undefined
}

/**
 * A plugin for the test runner: in a submission's files, an `import()` whose specifier is computed has it
 * checked first. What a file names in plain text was checked before it was run.
 */
export function checkedImports(): Plugin {
  return {
    name: 'checked-imports',
    enforce: 'pre',
    transform: (code, id) => {
      const file = path.basename(id.replace(/\?.*$/, ''))
      const isSubmitted = /[\\/]katas[\\/]/.test(id) && isCodeOrData(file) && isCode(file)
      if (!isSubmitted || file.endsWith('.test.ts') || !code.includes('import')) return undefined
      return withChecks(code, file)
    },
  }
}

interface Place {
  readonly start: number
  readonly end: number
}

/** On the same lines as before: only columns move. */
function withChecks(code: string, file: string): string {
  let checked = code
  for (const { start, end } of computed(code, file).sort((a, b) => b.start - a.start)) {
    const specifier = checked.slice(start, end)
    const call = `${CHECK}(${specifier}, import.meta.url)`
    checked = checked.slice(0, start) + call + checked.slice(end)
  }
  return checked
}

/** Where the specifiers of all `import()`s are that are not plain text. */
function computed(code: string, file: string): Place[] {
  const places: Place[] = []
  walk(parseAst(code, { lang: languageOf(file) }, file) as unknown as Node, ({ type, source }) => {
    const isPlain = typeof (source as { value?: unknown } | null)?.value === 'string'
    if (type === 'ImportExpression' && !isPlain) places.push(source as Place)
  })
  return places
}
