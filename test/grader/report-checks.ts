// Checks of what reports are made of, each as small as the reports need it.

/** The rows of a CSV file, as RFC 4180 has it. */
export function rowsOf(csv: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y
  let at = 0
  while (at < csv.length) {
    cell.lastIndex = at
    const [all = '', quoted, bare = ''] = cell.exec(csv) ?? []
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare)
    at += all.length
    if (csv.startsWith('\r\n', at)) {
      rows.push([])
      at += 2
    } else if (csv[at] === ',') at++
    else throw new Error(`No end of a cell at ${at}: ${csv.slice(at, at + 20)}`)
  }
  return rows.slice(0, -1)
}

export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

const XML_PART =
  /<\?xml[^?]*\?>|<!--(?:(?!--)[\s\S])*-->|<(\/?)([a-z-]+)((?:\s+[a-z]+="[^"<]*")*)\s*(\/?)>|[^<]+/y
// Every character that XML 1.0 does not have.
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** The root of an XML file; throws where it is not well-formed. */
export function elementsOf(xml: string): Element {
  if (NO_XML.test(xml)) throw new Error('There is a character that XML does not have.')
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  XML_PART.lastIndex = 0
  while (XML_PART.lastIndex < xml.length) {
    const at = XML_PART.lastIndex
    const part = XML_PART.exec(xml)
    if (!part) throw new Error(`This is not well-formed: ${xml.slice(at, at + 40)}`)
    const [all, closing, name, attributes = '', empty] = part
    const top = open.at(-1) as Element
    if (name === undefined) top.text += all.startsWith('<') ? '' : unescaped(all)
    else if (closing) {
      if (open.pop()?.name !== name) throw new Error(`</${name}> closes something else.`)
    } else {
      const found = [...attributes.matchAll(/([a-z]+)="([^"]*)"/g)]
      const own = found.map(([, key = '', value = '']) => [key, unescaped(value)])
      const element = { name, attributes: Object.fromEntries(own), children: [], text: '' }
      top.children.push(element)
      if (!empty) open.push(element)
    }
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('There is no one root.')
  return root.children[0] as Element
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#10': '\n',
}

function unescaped(text: string): string {
  return text.replaceAll(/&([^;]*);?/g, (_all, name: string) => {
    const character = ENTITIES[name]
    if (character === undefined) throw new Error(`&${name}; is no entity.`)
    return character
  })
}

export interface Schema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}

/**
 * What of a value is not as a JSON schema has it, of the words that ours uses; what the schema does not
 * document is a mistake, too.
 */
export function mistakesIn(value: unknown, schema: Schema, all = schema, at = '$'): string[] {
  if (schema.$ref) {
    const name = schema.$ref.replace('#/$defs/', '')
    return mistakesIn(value, all.$defs?.[name] ?? {}, all, at)
  }
  const types = [schema.type ?? []].flat()
  if (types.length > 0 && !types.includes(typeOf(value))) return [`${at} is ${typeOf(value)}`]
  if ('const' in schema && value !== schema.const) return [`${at} is ${value}`]
  if (schema.enum && !schema.enum.includes(value)) return [`${at} is ${value}`]
  if (Array.isArray(value)) {
    return value.flatMap((each, index) =>
      mistakesIn(each, schema.items ?? {}, all, `${at}[${index}]`),
    )
  }
  if (typeof value !== 'object' || value === null) return []
  const missing = schema.required?.filter(key => !(key in value)) ?? []
  const within = Object.entries(value).flatMap(([key, each]) => {
    const own = schema.properties?.[key]
    return own ? mistakesIn(each, own, all, `${at}.${key}`) : [`${at}.${key} is not documented`]
  })
  return [...missing.map(key => `${at}.${key} is missing`), ...within]
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}
