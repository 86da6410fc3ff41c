import { drawTitleLines, drawUnder, drawValueAxis, noteOfStart, titleOfAxis, widthOfTicks } from './axes'
import { formatNumber } from '@/lib/i18n/format-number'
import { coordinate, line, marker, SIZE, text, type Box } from './marks'
import { fitText, measureText } from './measure-text'
import type { Figure, FigureFrame, FigureNode } from './node'
import { styleOfGroup, type GroupStyle } from './palette'
import { spreadBlocks } from './place-labels'
import { makeValueScale, type ValueRange } from './scales'
import type { FigureWords } from './words'

export interface MeanPoint {
  readonly n: number
  readonly mean: number
  /** Ends of the interval that `intervalLabel` names; null where it cannot be computed. */
  readonly low: number | null
  readonly high: number | null
}

export interface MeansInput {
  readonly yLabel: string
  readonly unit?: string
  readonly decimals: number
  readonly range?: ValueRange
  readonly better?: 'lower' | 'higher'
  /** Names the error bars, e.g. "均数，误差线为 95% CI". */
  readonly intervalLabel: string
  readonly visits: readonly string[]
  /** In the order of the study's arms; one point a visit, null where there is none. */
  readonly groups: readonly { readonly label: string; readonly points: readonly (MeanPoint | null)[] }[]
}

const HEIGHT = 210
const ROW = 16

/** Means by visit and group with named error bars, the group's name at its line, n under the axis. */
export function drawMeans(input: MeansInput, frame: FigureFrame, words: FigureWords): Figure {
  const width = Math.max(280, frame.width)
  const all = input.groups.flatMap((group) => group.points.flatMap((point) => (point ? endsOf(point) : [])))
  const trial = makeValueScale(all, input.range ?? {}, [HEIGHT, 0])
  const names = input.groups.map((group) => measureText(group.label, SIZE.small, true))
  const nameRoom = Math.min(Math.max(0, ...names), width * 0.26)
  const left = Math.max(widthOfTicks(trial), nameRoom + 26)
  const title = [titleOfAxis({ label: input.yLabel, ...pick(input) }, words), input.intervalLabel]
  const head = drawTitleLines([...title, ...noteOfStart(trial, words)], 4, 0, width)
  const plot: Box = {
    left,
    right: width - nameRoom - 16,
    top: head.bottom + 8,
    bottom: head.bottom + 8 + HEIGHT,
  }
  const scale = makeValueScale(all, input.range ?? {}, [plot.bottom, plot.top])
  const step = (plot.right - plot.left) / Math.max(1, input.visits.length)
  const xOf = (visit: number, group: number) =>
    plot.left +
    step * (visit + 0.5) +
    (group - (input.groups.length - 1) / 2) * Math.min(9, (step * 0.6) / input.groups.length)

  const series = input.groups.map((group, index) => {
    const style = styleOfGroup(index)
    const spots = group.points.flatMap((point, visit) =>
      point && Number.isFinite(point.mean)
        ? [{ ...point, x: xOf(visit, index), y: scale.position(point.mean), visit }]
        : [],
    )
    return { group, style, spots }
  })
  // A line that ends earlier is named in the rows below: a name beside the frame would point at another line.
  const lastVisit = Math.max(0, ...series.flatMap(({ spots }) => spots.map((spot) => spot.visit)))
  const lasts = series.flatMap(({ group, style, spots }) => {
    const last = spots.at(-1)
    return last?.visit === lastVisit
      ? [{ label: fitText(group.label, SIZE.small, nameRoom, true), style, y: last.y }]
      : []
  })
  const heights = spreadBlocks(
    lasts.map((last) => last.y),
    lasts.map(() => 14),
    plot.top,
    plot.bottom,
  )
  const every = Math.max(1, Math.ceil(30 / step))
  const under = drawUnder(
    input.visits
      .map((label, index) => ({ label, x: plot.left + step * (index + 0.5) }))
      .filter((_, index) => index % every === 0),
    plot.bottom + 18,
    step * every - 4,
  )
  const rowsY = under.bottom + 4
  const children: FigureNode[] = [
    ...head.nodes,
    ...drawValueAxis(scale, plot),
    line(plot.left, plot.bottom, plot.right, plot.bottom, { stroke: 'rule', strokeWidth: 1 }),
    ...series.flatMap(({ spots, style }) => drawSeries(spots, style)),
    ...series.flatMap(({ group, spots, style }) =>
      spots.flatMap((spot) =>
        drawBar(
          spot,
          style,
          scale.position,
          `${group.label}${words.comma}${input.visits[spot.visit] ?? ''}${words.comma}${cell(spot, input.decimals)}`,
        ),
      ),
    ),
    ...lasts.map((last, index) =>
      text(plot.right + 6, (heights[index] ?? last.y) + 4, last.label, { fill: last.style.ink, bold: true }),
    ),
    ...under.nodes,
    text(4, rowsY + ROW, [{ text: words.n, italic: true }], { fill: 'muted' }),
    ...series.flatMap(({ group, style }, index) =>
      drawCounts(group, style, { y: rowsY + ROW * (index + 2), left: plot.left, step, every, nameRoom }),
    ),
  ]
  return {
    ...frame,
    width,
    height: rowsY + ROW * (input.groups.length + 2),
    children,
    table: tableOf(input, words),
  }
}

interface Spot extends MeanPoint {
  readonly x: number
  readonly y: number
  readonly visit: number
}

function drawSeries(spots: readonly Spot[], style: GroupStyle): FigureNode[] {
  if (spots.length < 2) return []
  const d = spots
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${coordinate(x)},${coordinate(y)}`)
    .join('')
  return [{ kind: 'path', d, fill: 'none', stroke: style.ink, strokeWidth: 1.6, dash: style.dash }]
}

function drawBar(spot: Spot, style: GroupStyle, yOf: (value: number) => number, title: string): FigureNode[] {
  const { x, y, low, high } = spot
  const paint = { stroke: style.ink, strokeWidth: 1.2 }
  const whisker =
    low === null || high === null
      ? []
      : [
          line(x, yOf(low), x, yOf(high), paint),
          line(x - 3, yOf(low), x + 3, yOf(low), paint),
          line(x - 3, yOf(high), x + 3, yOf(high), paint),
        ]
  return [...whisker, marker(x, y, 3.6, style, title)]
}

function drawCounts(
  group: MeansInput['groups'][number],
  style: GroupStyle,
  at: {
    readonly y: number
    readonly left: number
    readonly step: number
    readonly every: number
    readonly nameRoom: number
  },
): FigureNode[] {
  const counts = group.points.flatMap((point, visit) =>
    visit % at.every !== 0
      ? []
      : [text(at.left + at.step * (visit + 0.5), at.y, point ? String(point.n) : '0', { anchor: 'middle' })],
  )
  return [
    marker(9, at.y - 4, 3.6, style),
    text(18, at.y, fitText(group.label, SIZE.small, at.nameRoom), { fill: style.ink }),
    ...counts,
  ]
}

function pick(input: MeansInput) {
  return { ...(input.unit ? { unit: input.unit } : {}), ...(input.better ? { better: input.better } : {}) }
}

function endsOf(point: MeanPoint): number[] {
  return [point.mean, point.low ?? point.mean, point.high ?? point.mean]
}

function cell(point: MeanPoint, decimals: number): string {
  const mean = formatNumber(point.mean, decimals)
  if (point.low === null || point.high === null) return mean
  return `${mean} (${formatNumber(point.low, decimals)}, ${formatNumber(point.high, decimals)})`
}

function tableOf(input: MeansInput, words: FigureWords): Figure['table'] {
  const rows = input.groups.flatMap((group) =>
    input.visits.map((visit, index) => {
      const point = group.points[index]
      if (!point) return [group.label, visit, '0', '', '', '']
      const print = (value: number | null) => (value === null ? '' : formatNumber(value, input.decimals))
      return [group.label, visit, String(point.n), print(point.mean), print(point.low), print(point.high)]
    }),
  )
  return {
    columns: [
      { label: words.group, numeric: false },
      { label: words.visit, numeric: false },
      { label: words.n, numeric: true },
      { label: words.mean, numeric: true },
      { label: words.low, numeric: true },
      { label: words.high, numeric: true },
    ],
    rows,
  }
}
