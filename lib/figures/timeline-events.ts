import type { DayScale } from './day-scale'
import { line, polygon, SIZE, text } from './marks'
import { fitText, measureText } from './measure-text'
import type { FigureNode } from './node'
import type { CourseEvent } from './timeline-input'

const LANE = 18

interface HungEvent {
  readonly event: CourseEvent
  readonly x: number
  readonly label: string
  readonly toLeft: boolean
  readonly span: readonly [number, number]
  readonly lane: number
}

export type Stretch = readonly [from: number, to: number]

export interface EventStrip {
  readonly height: number
  readonly xs: readonly number[]
  /** Lines pass through every stretch (the plots) and leave the headings between them free. */
  readonly draw: (top: number, stretches: readonly Stretch[]) => FigureNode[]
}

/**
 * Labels hang in lanes above the panels (lane 0 is the lowest). A label that another event's line would
 * cross hangs above that event, so lines and labels keep apart.
 */
export function hangEvents(
  events: readonly CourseEvent[],
  days: DayScale,
  frame: { readonly left: number; readonly right: number; readonly comma: string },
): EventStrip {
  const hung: HungEvent[] = []
  for (const side of orderSides(events, days, frame)) {
    const isCrossed = (other: HungEvent) =>
      other.x !== side.x && other.x > side.span[0] - 2 && other.x < side.span[1] + 2
    let lane = Math.max(0, ...hung.filter(isCrossed).map((other) => other.lane + 1))
    const isTaken = (other: HungEvent) =>
      other.lane === lane && side.span[0] < other.span[1] + 6 && other.span[0] < side.span[1] + 6
    while (hung.some(isTaken)) lane += 1
    hung.push({ ...side, lane })
  }
  const count = Math.max(0, ...hung.map((one) => one.lane + 1))
  return {
    height: count === 0 ? 0 : count * LANE + 4,
    xs: hung.map(({ x }) => x),
    draw: (top, stretches) => {
      const stripBottom = top + count * LANE
      const heightOf = (one: HungEvent) => top + (count - 1 - one.lane) * LANE + LANE / 2
      // Of several events at one place only the lowest goes on; the others hang from it.
      const linesOf = (one: HungEvent): Stretch[] => {
        const below = hung.filter((other) => other.lane < one.lane && Math.abs(other.x - one.x) < 1.5)
        return below.length > 0
          ? [[heightOf(one), Math.min(...below.map(heightOf))]]
          : [[heightOf(one), stripBottom], ...stretches]
      }
      return [
        ...hung.flatMap((one) => linesOf(one).map(([from, to]) => drawLine(one, from, to))),
        ...hung.flatMap((one) => [
          drawFlag(one, heightOf(one)),
          text(one.toLeft ? one.x - 8 : one.x + 8, heightOf(one) + 4, one.label, {
            anchor: one.toLeft ? 'end' : 'start',
            halo: true,
          }),
        ]),
      ]
    },
  }
}

/** Labels that run to the right come first, the latest lowest; then those that must run to the left. */
function orderSides(
  events: readonly CourseEvent[],
  days: DayScale,
  frame: { readonly left: number; readonly right: number; readonly comma: string },
): Omit<HungEvent, 'lane'>[] {
  const sides = events
    .filter((event) => event.status !== 'rejected')
    .map((event) => {
      const x = days.position(event.day)
      const full = event.statusLabel ? event.label + frame.comma + event.statusLabel : event.label
      const [before, after] = [x - frame.left - 8, frame.right - x - 8]
      const toLeft = measureText(full, SIZE.small) > after && before > after
      const label = fitText(full, SIZE.small, toLeft ? before : after)
      const width = measureText(label, SIZE.small)
      const span: [number, number] = toLeft ? [x - 8 - width, x + 5] : [x - 5, x + 8 + width]
      return { event, x, label, toLeft, span }
    })
  const rank = (event: CourseEvent) => (event.kind === 'complication' ? 1 : 0)
  return sides.sort((a, b) => {
    if (a.toLeft !== b.toLeft) return a.toLeft ? 1 : -1
    return (a.toLeft ? a.x - b.x : b.x - a.x) || rank(a.event) - rank(b.event)
  })
}

function drawLine({ event, x }: HungEvent, from: number, to: number): FigureNode {
  if (event.kind !== 'complication') return line(x, from, x, to, { stroke: 'text', strokeWidth: 1.2 })
  const dash = event.status === 'proposed' ? [2, 3] : [5, 2]
  return line(x, from, x, to, { stroke: 'alarm', strokeWidth: 1.1, dash })
}

/** ▼ operation, ■ end of follow-up, ◆ confirmed, ◇ proposed. */
function drawFlag({ event, x, label }: HungEvent, y: number): FigureNode {
  if (event.kind === 'operation') {
    return polygon(
      [
        [x - 5, y - 4.5],
        [x + 5, y - 4.5],
        [x, y + 4.5],
      ],
      { fill: 'text', title: label },
    )
  }
  if (event.kind === 'end') {
    return polygon(
      [
        [x - 4, y - 4],
        [x + 4, y - 4],
        [x + 4, y + 4],
        [x - 4, y + 4],
      ],
      { fill: 'text', title: label },
    )
  }
  const fill = event.status === 'confirmed' ? 'alarm' : 'paper'
  return polygon(
    [
      [x, y - 5],
      [x + 5, y],
      [x, y + 5],
      [x - 5, y],
    ],
    { fill, stroke: 'alarm', strokeWidth: 1.5, title: label },
  )
}
