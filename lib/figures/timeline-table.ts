import { formatNumber } from '@/lib/i18n/format-number'
import type { ExactTable } from './node'
import type { CourseInput } from './timeline-input'
import type { FigureWords } from './words'

/** Visits, events and named lines as rows, in order of time; a missing value shows its reason. */
export function tableOfCourse(course: CourseInput, words: FigureWords): ExactTable {
  const { panels } = course
  const blank = panels.map(() => '')
  const names = [
    ...course.visits.map((visit) => visit.label),
    ...panels.flatMap((panel) => panel.points.map((p) => p.visit)),
  ]
  const visitRows = [...new Set(names)].map((name) => {
    const visit = course.visits.find((one) => one.label === name)
    const points = panels.map((panel) => panel.points.find((point) => point.visit === name))
    const day = visit?.day ?? points.find((point) => point !== undefined)?.day ?? null
    const cells = points.map((point, index) =>
      point?.value != null ? formatNumber(point.value, panels[index]?.decimals ?? 0) : (point?.reason ?? ''),
    )
    return { day, cells: [name, dayCell(day), visit?.stateLabel ?? '', ...cells] }
  })
  const eventRows = course.events.map((event) => ({
    day: event.day as number | null,
    cells: [event.label, dayCell(event.day), event.statusLabel ?? '', ...blank],
  }))
  const inTime = [...visitRows, ...eventRows].sort((a, b) => (a.day ?? Infinity) - (b.day ?? Infinity) || 0)
  const lineRow = (name: string, valueOf: (index: number) => string): string[][] => {
    const cells = panels.map((_, index) => valueOf(index))
    return cells.some((cell) => cell !== '') ? [[name, '', '', ...cells]] : []
  }
  return {
    columns: [
      { label: `${words.visit} / ${words.event}`, numeric: false },
      { label: words.day, numeric: true },
      { label: words.state, numeric: false },
      ...panels.map((panel) => ({
        label: panel.unit ? `${panel.label} (${panel.unit})` : panel.label,
        numeric: true,
      })),
    ],
    rows: [
      ...inTime.map((row) => row.cells),
      ...lineRow(words.threshold, (index) => {
        const panel = panels[index]
        if (!panel?.threshold) return panel?.thresholdNote ?? ''
        return `${formatNumber(panel.threshold.value, panel.decimals)}${words.comma}${panel.threshold.source}`
      }),
    ],
  }
}

function dayCell(day: number | null): string {
  return day === null ? '' : formatNumber(day, 0)
}
