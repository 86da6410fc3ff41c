import type { DayScale } from './day-scale'
import { drawVisitMark } from './glyphs'
import { boxOfText, line, SIZE, text, type Box } from './marks'
import { fitText, wrapText } from './measure-text'
import type { FigureNode, TextNode } from './node'
import { placeLabels, spreadBlocks } from './place-labels'
import type { CourseVisit } from './timeline-input'
import type { FigureWords } from './words'

export const AXIS_HEIGHT = 34

/** Ticks of the day axis: as many round days as fit, the useful ones first. */
export function drawDayAxis(
  days: DayScale,
  label: string,
  at: { readonly left: number; readonly right: number; readonly y: number },
  today: { readonly day: number; readonly label: string } | null,
): FigureNode[] {
  const name = text(at.left, at.y + 29, fitText(label, SIZE.small, at.right - at.left), { fill: 'muted' })
  const frame: Box = { left: at.left - 30, right: at.right + 12, top: at.y, bottom: at.y + 40 }
  const taken: Box[] = []
  const tickText = (day: number): TextNode =>
    text(days.position(day), at.y + 15, day < 0 ? `−${-day}` : String(day), {
      anchor: 'middle',
      fill: 'muted',
    })
  const labels = placeLabels(
    days.candidates.map((day) => [tickText(day)]),
    frame,
    taken,
    4,
  )
  const nodes: FigureNode[] = [
    line(at.left, at.y, at.right, at.y, { stroke: 'rule', strokeWidth: 1 }),
    ...labels.flatMap((node) => [
      line(node.x, at.y, node.x, at.y + 4, { stroke: 'rule', strokeWidth: 1 }),
      node,
    ]),
    name,
  ]
  if (!today) return nodes
  const x = days.position(today.day)
  const todayName = text(x, at.y + 29, today.label, {
    anchor: x > (at.left + at.right) / 2 ? 'end' : 'start',
    fill: 'accent',
  })
  const clash = boxOfText(todayName).left < boxOfText(name).right + 4
  return [
    ...nodes,
    line(x, at.y - 5, x, at.y + 5, { stroke: 'accent', strokeWidth: 2 }),
    ...(clash ? [] : [todayName]),
  ]
}

const ROW = 14

/** One mark a visit, its window as a bar, its name below; visits without a date are named in words. */
export function drawVisits(
  visits: readonly CourseVisit[],
  days: DayScale,
  space: { readonly left: number; readonly right: number; readonly width: number; readonly top: number },
  words: FigureWords,
): { readonly nodes: FigureNode[]; readonly bottom: number } {
  const dated = visits
    .flatMap((visit) => (visit.day === null ? [] : [{ ...visit, x: days.position(visit.day) }]))
    .sort((a, b) => a.x - b.x)
  const y = space.top + 10
  // Crowded marks step aside instead of covering each other.
  const xs = spreadBlocks(
    dated.map((visit) => visit.x),
    dated.map(() => 13),
    space.left - 6,
    space.right + 6,
  )
  const spots = dated.map((visit, index) => ({ ...visit, x: xs[index] ?? visit.x }))
  const clamp = (x: number) => Math.min(Math.max(x, space.left), space.right)
  const windows = spots.flatMap((visit) =>
    visit.window
      ? [
          line(clamp(days.position(visit.window.from)), y, clamp(days.position(visit.window.to)), y, {
            stroke: 'grid',
            strokeWidth: 7,
          }),
        ]
      : [],
  )
  const marks = spots.map((visit) =>
    drawVisitMark(visit.state, visit.x, y, 5, `${visit.label}${words.comma}${visit.stateLabel}`),
  )
  const isDone = (visit: CourseVisit) => visit.state.startsWith('done')
  const order = [...spots.filter((visit) => !isDone(visit)), ...spots.filter(isDone)]
  const places = order.map((visit) =>
    [0, 1].flatMap((row) => {
      const at = y + 20 + row * ROW
      return [
        text(visit.x, at, visit.label, { anchor: 'middle' }),
        text(Math.min(visit.x + 12, space.width - 3), at, visit.label, { anchor: 'end' }),
      ]
    }),
  )
  const frame: Box = { left: 2, right: space.width - 2, top: y, bottom: y + 60 }
  const labels = placeLabels(places, frame, [], 2)
  const nodes: FigureNode[] = [...windows, ...marks, ...labels]
  let bottom = spots.length === 0 ? space.top : Math.max(y + 10, ...labels.map((label) => label.y + 4))
  const undated = visits.filter((visit) => visit.day === null).map((visit) => visit.label)
  if (undated.length > 0) {
    const sentence = words.unscheduled + undated.join(words.comma)
    for (const part of wrapText(sentence, SIZE.small, space.width - space.left - 8)) {
      bottom += ROW + 2
      nodes.push(text(space.left, bottom - 2, part, { fill: 'muted' }))
    }
  }
  return { nodes, bottom }
}
