import { type ComponentChild, h } from 'preact'
import type { SvgNode } from '#lab/drawing'

/** A picture that the lab has drawn, as elements. */
export function Svg({ node }: { node: SvgNode }) {
  return elementOf(node)
}

function elementOf(node: SvgNode | string): ComponentChild {
  if (typeof node === 'string') return node
  return h(node.tag, { ...node.attributes }, ...node.children.map(elementOf))
}
