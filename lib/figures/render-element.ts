import type { Figure, FigureNode, Ink, Paint, TextNode } from './node'

/** One SVG element; attribute names as React writes them. Both renderers start from it. */
export interface SvgElement {
  readonly tag: 'svg' | 'g' | 'path' | 'line' | 'rect' | 'circle' | 'text' | 'tspan' | 'title' | 'desc'
  readonly attributes: Readonly<Record<string, string | number>>
  readonly children: readonly (SvgElement | string)[]
}

export type InkValue = (ink: Ink) => string

export function toElement(figure: Figure, ink: InkValue): SvgElement {
  const titleId = `${figure.id}-title`
  const descId = `${figure.id}-desc`
  return {
    tag: 'svg',
    attributes: {
      viewBox: `0 0 ${round(figure.width)} ${round(figure.height)}`,
      width: round(figure.width),
      height: round(figure.height),
      role: 'img',
      'aria-labelledby': `${titleId} ${descId}`,
    },
    children: [
      { tag: 'title', attributes: { id: titleId }, children: [figure.title] },
      { tag: 'desc', attributes: { id: descId }, children: [figure.description] },
      ...figure.children.map((node) => markElement(node, ink)),
    ],
  }
}

function markElement(node: FigureNode, ink: InkValue): SvgElement {
  if (node.kind === 'text') return textElement(node, ink)
  const title: SvgElement[] =
    node.title === undefined ? [] : [{ tag: 'title', attributes: {}, children: [node.title] }]
  const paint = paintAttributes(node, ink)
  switch (node.kind) {
    case 'group':
      return {
        tag: 'g',
        attributes: paint,
        children: [...title, ...node.children.map((child) => markElement(child, ink))],
      }
    case 'path':
      return { tag: 'path', attributes: { d: node.d, ...paint }, children: title }
    case 'line':
      return {
        tag: 'line',
        attributes: { ...roundAll({ x1: node.x1, y1: node.y1, x2: node.x2, y2: node.y2 }), ...paint },
        children: title,
      }
    case 'rect':
      return {
        tag: 'rect',
        attributes: {
          ...roundAll({ x: node.x, y: node.y, width: node.width, height: node.height }),
          ...paint,
        },
        children: title,
      }
    case 'circle':
      return {
        tag: 'circle',
        attributes: { ...roundAll({ cx: node.cx, cy: node.cy, r: node.r }), ...paint },
        children: title,
      }
  }
}

function textElement(node: TextNode, ink: InkValue): SvgElement {
  const at = roundAll({ x: node.x, y: node.y })
  return {
    tag: 'text',
    attributes: {
      ...at,
      fontSize: node.size,
      textAnchor: node.anchor,
      fill: ink(node.fill),
      ...(node.bold ? { fontWeight: 600 } : {}),
      ...(node.halo
        ? { stroke: ink('paper'), strokeWidth: 3, strokeLinejoin: 'round', paintOrder: 'stroke' }
        : {}),
      ...(node.turn === undefined ? {} : { transform: `rotate(${node.turn} ${at.x} ${at.y})` }),
    },
    children: node.spans.map((span) =>
      span.italic ? { tag: 'tspan', attributes: { fontStyle: 'italic' }, children: [span.text] } : span.text,
    ),
  }
}

function paintAttributes(paint: Paint, ink: InkValue): Record<string, string | number> {
  return {
    ...(paint.fill === undefined ? {} : { fill: paint.fill === 'none' ? 'none' : ink(paint.fill) }),
    ...(paint.stroke === undefined ? {} : { stroke: ink(paint.stroke) }),
    ...(paint.strokeWidth === undefined ? {} : { strokeWidth: paint.strokeWidth }),
    ...(paint.dash?.length ? { strokeDasharray: paint.dash.join(' ') } : {}),
    ...(paint.opacity === undefined ? {} : { opacity: paint.opacity }),
  }
}

function roundAll<K extends string>(values: Record<K, number>): Record<K, number> {
  return Object.fromEntries(
    Object.entries<number>(values).map(([key, value]) => [key, round(value)]),
  ) as Record<K, number>
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
