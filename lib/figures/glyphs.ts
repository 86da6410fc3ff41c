import { coordinate, polygon } from './marks'
import type { FigureNode, Ink } from './node'

/** States of a visit as drawn: shape first, colour second. The names are those of the protocol. */
export type VisitMark =
  'not_due' | 'open' | 'late' | 'missed' | 'done_early' | 'done' | 'done_late' | 'will_not_happen'

const INKS: Readonly<Record<VisitMark, Ink>> = {
  not_due: 'not-due',
  open: 'open',
  late: 'late',
  missed: 'missed',
  done_early: 'done',
  done: 'done',
  done_late: 'done',
  will_not_happen: 'never',
}

/** ● done, ◐ open, ▲ late, ✕ missed, ○ not due, – will not happen; a small bar tells done early (left) and late (right). */
export function drawVisitMark(
  state: VisitMark,
  x: number,
  y: number,
  radius: number,
  title?: string,
): FigureNode {
  const ink = INKS[state]
  const said = title === undefined ? {} : { title }
  return { kind: 'group', children: shapesOf(state, ink, x, y, radius), ...said }
}

function shapesOf(state: VisitMark, ink: Ink, x: number, y: number, r: number): FigureNode[] {
  const ring: FigureNode = { kind: 'circle', cx: x, cy: y, r, fill: 'paper', stroke: ink, strokeWidth: 1.5 }
  const disc: FigureNode = { kind: 'circle', cx: x, cy: y, r, fill: ink, stroke: ink, strokeWidth: 1.5 }
  const bar = (at: number): FigureNode => ({
    kind: 'line',
    x1: at,
    x2: at,
    y1: y - r,
    y2: y + r,
    stroke: ink,
    strokeWidth: 2,
  })
  switch (state) {
    case 'done':
      return [disc]
    case 'done_early':
      return [disc, bar(x - r - 3)]
    case 'done_late':
      return [disc, bar(x + r + 3)]
    case 'open':
      return [
        ring,
        {
          kind: 'path',
          d: `M${coordinate(x)},${coordinate(y - r)}A${r},${r} 0 0 0 ${coordinate(x)},${coordinate(y + r)}Z`,
          fill: ink,
        },
      ]
    case 'late':
      return [
        polygon(
          [
            [x, y - r * 1.15],
            [x + r * 1.15, y + r * 0.9],
            [x - r * 1.15, y + r * 0.9],
          ],
          { fill: ink },
        ),
      ]
    case 'missed':
      return [-1, 1].map((slope) => ({
        kind: 'line',
        x1: x - r * 0.85,
        y1: y - r * 0.85 * slope,
        x2: x + r * 0.85,
        y2: y + r * 0.85 * slope,
        stroke: ink,
        strokeWidth: 2.2,
      }))
    case 'not_due':
      return [ring]
    case 'will_not_happen':
      return [{ kind: 'line', x1: x - r, x2: x + r, y1: y, y2: y, stroke: ink, strokeWidth: 2.5 }]
  }
}
