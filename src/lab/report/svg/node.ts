/** An SVG element as plain data: a program makes text of it, or elements in a page. */
export interface SvgNode {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string | number>>
  readonly children: readonly (SvgNode | string)[]
}

export function node(
  tag: string,
  attributes: SvgNode['attributes'] = {},
  ...children: SvgNode['children']
): SvgNode {
  return { tag, attributes, children }
}

/** An element as text: well-formed XML, whatever is in it. */
export function svgText({ tag, attributes, children }: SvgNode): string {
  const pairs = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`)
  const inside = children.map(child =>
    typeof child === 'string' ? escaped(child) : svgText(child),
  )
  const head = tag + pairs.join('')
  return inside.length > 0 ? `<${head}>${inside.join('')}</${tag}>` : `<${head}/>`
}

function escaped(value: string | number): string {
  return String(value)
    .toWellFormed()
    .replaceAll(FORBIDDEN, '\uFFFD')
    .replaceAll(/[&<>"]/g, letter => ENTITIES[letter] ?? letter)
}

/** Letters that no XML document may have. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about these
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}
