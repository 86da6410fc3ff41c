import { makeDayScale } from './day-scale'
import type { Box } from './marks'
import type { Figure, FigureFrame, FigureNode } from './node'
import { hangEvents } from './timeline-events'
import type { CourseInput, CoursePanel } from './timeline-input'
import { drawPanel, HEADING, keyHeight } from './timeline-panel'
import { tableOfCourse } from './timeline-table'
import { AXIS_HEIGHT, drawDayAxis, drawVisits } from './timeline-visits'
import type { FigureWords } from './words'

const LEFT = 34
/** From this width the names of lines stand beside the plot, else above it. */
const WIDE = 720

/** One time axis under stacked scales; events pass through all of them, visits stand below. */
export function drawTimeline(course: CourseInput, frame: FigureFrame, words: FigureWords): Figure {
  const width = Math.max(280, frame.width)
  const wide = width >= WIDE
  const right = width - (wide ? Math.min(230, width * 0.2) : 12)
  const days = makeDayScale(daysOf(course), [LEFT + 10, right - 10])
  const strip = hangEvents(course.events, days, { left: 4, right: width - 4, comma: words.comma })
  const plotHeight = wide ? 92 : 80

  let y = strip.height + 4
  const plots = course.panels.map((panel): { panel: CoursePanel; plot: Box } => {
    const top = y + HEADING + keyHeight(panel, wide, words)
    y = top + plotHeight + 14
    return { panel, plot: { left: LEFT, right, top, bottom: top + plotHeight } }
  })
  const bottom = plots.at(-1)?.plot.bottom ?? y
  const axisY = bottom + 6
  const today = course.today
  const isTodayInside = today !== undefined && days.position(today) >= LEFT && days.position(today) <= right
  const visits = drawVisits(
    course.visits,
    days,
    { left: LEFT, right, width, top: axisY + AXIS_HEIGHT + 4 },
    words,
  )
  const children: FigureNode[] = [
    ...strip.draw(
      2,
      plots.map(({ plot }) => [plot.top, plot.bottom]),
    ),
    ...plots.flatMap(({ panel, plot }) =>
      drawPanel(panel, days, { plot, width, wide, eventXs: strip.xs }, words),
    ),
    ...drawDayAxis(
      days,
      course.axisLabel,
      { left: LEFT, right, y: axisY },
      isTodayInside ? { day: today, label: words.today } : null,
    ),
    ...visits.nodes,
  ]
  return {
    ...frame,
    width,
    height: Math.ceil(visits.bottom + 8),
    children,
    table: tableOfCourse(course, words),
  }
}

function daysOf(course: CourseInput): number[] {
  return [
    ...course.panels.flatMap((panel) =>
      [...panel.points, ...(panel.band?.points ?? [])].map((point) => point.day),
    ),
    ...course.visits.flatMap((visit) => (visit.day === null ? [] : [visit.day])),
    ...course.events.map((event) => event.day),
  ]
}
