import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../../src/course/katas.ts'

/** A code block of one of the project's pages. */
export interface Block {
  /** `katas/03-gather/HINTS.md` */
  readonly page: string
  /** The line of its first line of text, counted from 1. */
  readonly line: number
  /** What stands after the fence; undefined for a block that is only indented. */
  readonly language: string | undefined
  readonly text: string
}

/** All pages that people read, with forward slashes. */
export function pages(): string[] {
  const inFolders = ['docs', 'katas', 'solutions', 'src'].flatMap(folder =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.md'))
      .map(file => `${folder}/${file.split(path.sep).join('/')}`),
  )
  return ['README.md', ...inFolders.sort()]
}

export function textOf(page: string): string {
  return readFileSync(path.join(ROOT, page), 'utf8').replaceAll('\r\n', '\n')
}

export function blocksOf(page: string): Block[] {
  const lines = textOf(page).split('\n')
  const blocks: Block[] = []
  for (let index = 0; index < lines.length; index++) {
    const fence = /^```(\w*)$/.exec(lines[index] as string)
    const isIndented = !fence && isCode(lines[index]) && lines[index - 1] === ''
    if (!fence && !isIndented) continue
    const start = fence ? index + 1 : index
    const isOver = fence
      ? (line: string) => line === '```'
      : (line: string) => line !== '' && !isCode(line)
    const length = lines.slice(start).findIndex(isOver)
    const end = length < 0 ? lines.length : start + length
    const text = lines.slice(start, end).join('\n')
    blocks.push({ page, line: start + 1, language: fence?.[1], text })
    index = end
  }
  return blocks
}

function isCode(line: string | undefined): boolean {
  return line?.startsWith('    ') ?? false
}

/**
 * Checks the types of code blocks, as if each stood in the body of a function: so it may `return`, `await`
 * and be a part of something. `…` stands for anything. What a block takes for granted, such as the
 * arguments of the function that it is the body of, is in a file beside the verdicts, or in documents/.
 *
 * @returns the compiler's complaints, with the page's own lines
 */
export async function typeErrors(blocks: readonly Block[]): Promise<string[]> {
  const folder = path.join(ROOT, '.kata', `documents-${process.pid}`)
  const places = new Map<string, { readonly block: Block; readonly offset: number }>()
  try {
    for (const [index, block] of blocks.entries()) {
      const context = contextOf(block.page)
      // As deep as the context's own file, so that its imports hold.
      const file = isOfKata(block.page) ? `of-katas/${index}.ts` : `${index}.ts`
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
      writeFileSync(path.join(folder, file), `${context}${moduleOf(block)}`)
      places.set(file, { block, offset: context.split('\n').length + 1 })
    }
    const options = { noImplicitAny: false, noImplicitReturns: false, rootDir: '../..' }
    const config = { extends: '../../tsconfig.json', compilerOptions: options, include: ['.'] }
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config))
    const output = await compile(folder)
    return output.split('\n').flatMap(line => {
      const [, file = '', at = '', complaint = ''] = COMPLAINT.exec(line) ?? []
      const path = /(of-katas\/)?\d+\.ts$/.exec(file.replaceAll('\\', '/'))?.[0] ?? ''
      const place = places.get(path)
      if (!place) return line.includes('error') ? [line] : []
      const { page, line: first } = place.block
      return [`${page}:${Number(at) - place.offset + first}: ${complaint}`]
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const COMPLAINT = /^(.+\.ts)\((\d+),\d+\): error (.+)$/

function isOfKata(page: string): boolean {
  return /^(katas|solutions)\//.test(page)
}

/** What the blocks of a page take for granted, as code. */
function contextOf(page: string): string {
  const file = isOfKata(page)
    ? `test/verdicts/${page.split('/')[1]}/snippets.ts`
    : `test/documents/${path.basename(page, '.md')}.ts`
  return existsSync(path.join(ROOT, file)) ? textOf(file) : '\n'
}

/** One line of our own stands before the block's: see `offset`. */
function moduleOf({ text }: Block): string {
  const body = text
    // Files of a kata's own: the context knows them under the same name.
    .replaceAll(/^import type .+ from '\.\/.+'$/gm, '')
    .replaceAll(/^import ([^']+) from ('[^']+')$/gm, (_import, names: string, module: string) => {
      return `const ${patternOf(names)} = await import(${module})`
    })
    .replaceAll('export default ', 'const exported = ')
    .replaceAll(/^export /gm, '')
    .replaceAll('…', '__')
  return `declare const __: any; async function* block() {\n${body}\n}\nexport { block }\n`
}

/**
 * `fc, { simulate as run, type Run }` of an import as a pattern: inside a function it can hide what is
 * outside. Types have to be known outside.
 */
function patternOf(names: string): string {
  const [, own, others = ''] = /^(\w+)?,?\s*(?:\{([^}]*)\})?$/.exec(names.trim()) ?? []
  const parts = others
    .split(',')
    .map(name => name.trim().replace(' as ', ': '))
    .filter(name => !name.startsWith('type '))
  return `{ ${[own && `default: ${own}`, ...parts].filter(Boolean).join(', ')} }`
}

function compile(folder: string): Promise<string> {
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc')
  return new Promise(resolve => {
    execFile(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], (_error, stdout) =>
      resolve(stdout),
    )
  })
}
