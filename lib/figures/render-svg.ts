import type { Figure } from './node'
import { inkInPrint } from './palette'
import { toElement, type SvgElement } from './render-element'

/** Named in every file: a converter without the family would print boxes for Chinese. */
const FAMILY = "'Noto Sans SC', 'Noto Sans SC Variable', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"

const NAMES: Readonly<Record<string, string>> = {
  fontSize: 'font-size',
  fontStyle: 'font-style',
  fontWeight: 'font-weight',
  paintOrder: 'paint-order',
  strokeDasharray: 'stroke-dasharray',
  strokeLinejoin: 'stroke-linejoin',
  strokeWidth: 'stroke-width',
  textAnchor: 'text-anchor',
}

/** A self-contained SVG file with fixed colours on white. */
export function renderSvg(figure: Figure): string {
  const root = toElement(figure, inkInPrint)
  const paper: SvgElement = {
    tag: 'rect',
    attributes: { x: 0, y: 0, width: figure.width, height: figure.height, fill: inkInPrint('paper') },
    children: [],
  }
  const [title, desc, ...marks] = root.children as SvgElement[]
  const attributes = { xmlns: 'http://www.w3.org/2000/svg', ...root.attributes, 'font-family': FAMILY }
  const children = [title, desc, paper, ...marks].filter((child) => child !== undefined)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write({ tag: 'svg', attributes, children })}\n`
}

function write(element: SvgElement): string {
  const attributes = Object.entries(element.attributes)
    .map(([name, value]) => ` ${NAMES[name] ?? name}="${escapeXml(String(value))}"`)
    .join('')
  if (element.children.length === 0) return `<${element.tag}${attributes}/>`
  const inner = element.children.map((child) => (typeof child === 'string' ? escapeXml(child) : write(child)))
  return `<${element.tag}${attributes}>${inner.join('')}</${element.tag}>`
}

/** Signs that XML 1.0 forbids are replaced: one of them in a name would make the whole file unreadable. */
function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}
