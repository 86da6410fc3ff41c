import { expect } from 'vitest'
import { renderSvg } from '@/lib/figures/render-svg'
import { boxOfText, overlaps, type Box } from '@/lib/figures/marks'
import type { Figure, FigureNode, TextNode } from '@/lib/figures/node'
import { parseXml } from '../../support/read-xml'

export function flatten(nodes: readonly FigureNode[]): FigureNode[] {
  return nodes.flatMap((node) => [node, ...(node.kind === 'group' ? flatten(node.children) : [])])
}

export function textsOf(figure: Figure): TextNode[] {
  return flatten(figure.children).filter((node) => node.kind === 'text')
}

export function wordsOf(node: TextNode): string {
  return node.spans.map((span) => span.text).join('')
}

function extentOf(node: FigureNode): Box | null {
  switch (node.kind) {
    case 'group':
      return null
    case 'text':
      return boxOfText(node)
    case 'circle':
      return {
        left: node.cx - node.r,
        right: node.cx + node.r,
        top: node.cy - node.r,
        bottom: node.cy + node.r,
      }
    case 'rect':
      return { left: node.x, right: node.x + node.width, top: node.y, bottom: node.y + node.height }
    case 'line':
      return {
        left: Math.min(node.x1, node.x2),
        right: Math.max(node.x1, node.x2),
        top: Math.min(node.y1, node.y2),
        bottom: Math.max(node.y1, node.y2),
      }
    case 'path': {
      const pairs = [...node.d.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(
        (m) => [Number(m[1]), Number(m[2])] as const,
      )
      const [xs, ys] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)]
      // The first pair of an arc holds its radii; both are small and inside any frame.
      return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }
    }
  }
}

/** What every figure promises, whatever it was given. */
export function expectSound(figure: Figure): void {
  const svg = renderSvg(figure)
  expect(svg).not.toMatch(/NaN|Infinity|undefined|null/)
  expect(parseXml(svg).tag).toBe('svg')
  const complaints: string[] = []
  for (const node of flatten(figure.children)) {
    const box = extentOf(node)
    if (!box) continue
    const isInside =
      box.left >= -0.01 &&
      box.top >= -0.01 &&
      box.right <= figure.width + 0.01 &&
      box.bottom <= figure.height + 0.01
    if (!isInside) complaints.push(`outside the frame: ${JSON.stringify(node)}`)
  }
  const texts = textsOf(figure)
    .filter((node) => wordsOf(node).trim() !== '')
    .map((node) => ({ node, box: boxOfText(node) }))
  texts.forEach((one, index) => {
    for (const other of texts.slice(index + 1)) {
      if (overlaps(one.box, other.box))
        complaints.push(`"${wordsOf(one.node)}" covers "${wordsOf(other.node)}"`)
    }
  })
  expect(complaints).toEqual([])
  for (const row of figure.table.rows) expect(row).toHaveLength(figure.table.columns.length)
}
