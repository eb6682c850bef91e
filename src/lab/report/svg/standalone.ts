import { words } from '../../ground/words/words.ts'
import { node, type SvgNode, svgText } from './node.ts'
import { CHART_STYLE } from './style.ts'

/**
 * A picture as a file of its own, light or dark as its reader's screen is.
 *
 * @param title what it shows, for who listens to it
 */
export function standalone(
  { attributes, children }: SvgNode,
  title: string = words.pictures.pictureTitle,
): string {
  const { width, height } = attributes
  const whole = node(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...attributes, role: 'img', 'aria-label': title },
    node('title', {}, title),
    node('style', {}, CHART_STYLE),
    node('rect', { class: 'ground', width: width ?? 0, height: height ?? 0 }),
    ...children,
  )
  return `${svgText(whole)}\n`
}
