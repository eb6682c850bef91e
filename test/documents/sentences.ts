import { parseAst } from 'vite'

/** A text in the code that reads as a sentence for people. */
export interface Sentence {
  readonly line: number
  readonly text: string
}

/** Three words in a row: labels and names of things have fewer. */
const READS_AS_SENTENCE = /[A-Za-z]['’A-Za-z]*[,;:]?(?: ['’A-Za-z]+[,;:]?){2}/

/** What a text stands in that says nothing to anybody who runs the program. */
const SILENT = new Set([
  'ImportDeclaration',
  'ImportExpression',
  'ExportAllDeclaration',
  'TSLiteralType',
])

interface Node {
  readonly type: string
  readonly start: number
  readonly [property: string]: unknown
}

/** The string literals and parts of templates in a file that read as sentences, but for what `invariant` asserts. */
export function sentencesIn(code: string, lang: 'ts' | 'js' = 'ts'): Sentence[] {
  const found: Sentence[] = []
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part) visit(each)
    if (!isNode(part) || SILENT.has(part.type) || isAssertion(part)) return
    const text = textOf(part)
    if (text !== undefined && READS_AS_SENTENCE.test(text)) {
      found.push({ line: code.slice(0, part.start).split('\n').length, text })
    }
    for (const property of Object.values(part)) visit(property)
  }
  visit(parseAst(code, { lang }).body)
  return found
}

function isNode(part: unknown): part is Node {
  return typeof part === 'object' && part !== null && typeof (part as Node).type === 'string'
}

function isAssertion({ type, callee }: Node): boolean {
  return type === 'CallExpression' && isNode(callee) && callee.name === 'invariant'
}

function textOf({ type, value }: Node): string | undefined {
  if (type === 'Literal' && typeof value === 'string') return value
  return type === 'TemplateElement' ? (value as { readonly cooked: string }).cooked : undefined
}
