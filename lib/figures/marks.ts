/** Short hands for the nodes that every figure draws. */
import type { Anchor, FigureNode, Ink, LineNode, Paint, PathNode, TextNode, TextSpan } from './node'
import { measureSpans } from './measure-text'
import type { GroupStyle } from './palette'

export const SIZE = { small: 11, body: 12, heading: 13 } as const

interface TextStyle {
  readonly size?: number
  readonly anchor?: Anchor
  readonly fill?: Ink
  readonly bold?: boolean
  readonly halo?: boolean
  readonly turn?: number
}

export function text(
  x: number,
  y: number,
  content: string | readonly TextSpan[],
  style: TextStyle = {},
): TextNode {
  const spans = typeof content === 'string' ? [{ text: content }] : content
  return { kind: 'text', x, y, spans, size: SIZE.small, anchor: 'start', fill: 'text', ...style }
}

export function line(x1: number, y1: number, x2: number, y2: number, paint: Paint): LineNode {
  return { kind: 'line', x1, y1, x2, y2, ...paint }
}

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The rectangle a text covers (turned texts only by quarter turns). */
export function boxOfText(node: TextNode): Box {
  const width = measureSpans(node.spans, node.size, node.bold)
  const before = node.anchor === 'start' ? 0 : node.anchor === 'middle' ? width / 2 : width
  const [up, down] = [node.size * 0.8, node.size * 0.2]
  if (node.turn === -90) {
    return {
      left: node.x - up,
      right: node.x + down,
      top: node.y - (width - before),
      bottom: node.y + before,
    }
  }
  return { left: node.x - before, right: node.x - before + width, top: node.y - up, bottom: node.y + down }
}

export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** A number in an SVG path: two decimals, never "NaN" or an exponent. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function pathThrough(points: readonly (readonly [number, number])[], close = false): string {
  const steps = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${coordinate(x)},${coordinate(y)}`)
  return steps.join('') + (close ? 'Z' : '')
}

/** The marker of a group at a point; hollow ones are filled with paper so that the line ends at their rim. */
export function marker(x: number, y: number, radius: number, style: GroupStyle, title?: string): FigureNode {
  const paint = {
    fill: style.hollow ? ('paper' as const) : style.ink,
    stroke: style.ink,
    strokeWidth: 1.5,
    ...(title === undefined ? {} : { title }),
  }
  return shapeAt(style.shape, x, y, radius, paint)
}

export function shapeAt(
  shape: GroupStyle['shape'],
  x: number,
  y: number,
  radius: number,
  paint: Paint & { readonly title?: string },
): FigureNode {
  if (shape === 'circle') return { kind: 'circle', cx: x, cy: y, r: radius, ...paint }
  if (shape === 'square') {
    const half = radius * 0.88
    return { kind: 'rect', x: x - half, y: y - half, width: 2 * half, height: 2 * half, ...paint }
  }
  const r = radius * 1.25
  const corners: [number, number][] =
    shape === 'triangle'
      ? [
          [x, y - r],
          [x + r * 0.95, y + r * 0.7],
          [x - r * 0.95, y + r * 0.7],
        ]
      : [
          [x, y - r],
          [x + r, y],
          [x, y + r],
          [x - r, y],
        ]
  return polygon(corners, paint)
}

export function polygon(
  corners: readonly (readonly [number, number])[],
  paint: Paint & { readonly title?: string },
): PathNode {
  return { kind: 'path', d: pathThrough(corners, true), ...paint }
}
