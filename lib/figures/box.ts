import { drawTitleLines, drawUnder, drawValueAxis, noteOfStart, titleOfAxis, widthOfTicks } from './axes'
import { formatNumber } from '@/lib/i18n/format-number'
import { line, shapeAt, SIZE, text, type Box } from './marks'
import { fitText } from './measure-text'
import type { Figure, FigureFrame, FigureNode } from './node'
import { styleOfGroup, type GroupStyle } from './palette'
import { placeLabels } from './place-labels'
import { makeValueScale, type ValueRange } from './scales'
import type { FigureWords } from './words'

/** Five numbers of a box; `low` and `high` are the ends of the whiskers, whose rule the note names. */
export interface FiveNumbers {
  readonly low: number
  readonly q1: number
  readonly median: number
  readonly q3: number
  readonly high: number
}

export interface BoxInput {
  readonly yLabel: string
  readonly unit?: string
  readonly decimals: number
  readonly range?: ValueRange
  readonly better?: 'lower' | 'higher'
  /** Quartile type and rule of the whiskers. */
  readonly note: string
  readonly groups: readonly {
    readonly label: string
    readonly n: number
    readonly box: FiveNumbers | null
    /** Every patient's value, drawn beside the box. */
    readonly values: readonly number[]
  }[]
}

const HEIGHT = 230

/** Box with every point beside it; the median is written. */
export function drawBox(input: BoxInput, frame: FigureFrame, words: FigureWords): Figure {
  const width = Math.max(280, frame.width)
  const all = input.groups.flatMap((group) => [
    ...group.values,
    ...(group.box ? Object.values(group.box) : []),
  ])
  const limits = input.range ?? {}
  const trial = makeValueScale(all as number[], limits, [HEIGHT, 0])
  const title = titleOfAxis(
    {
      label: input.yLabel,
      ...(input.unit ? { unit: input.unit } : {}),
      ...(input.better ? { better: input.better } : {}),
    },
    words,
  )
  const head = drawTitleLines([title, input.note, ...noteOfStart(trial, words)], 4, 0, width)
  const plot: Box = {
    left: widthOfTicks(trial) + 4,
    right: width - 8,
    top: head.bottom + 6,
    bottom: head.bottom + 6 + HEIGHT,
  }
  const scale = makeValueScale(all as number[], limits, [plot.bottom, plot.top])
  const step = (plot.right - plot.left) / Math.max(1, input.groups.length)
  const under = drawUnder(
    input.groups.map(({ label }, index) => ({ label, x: plot.left + step * (index + 0.5) })),
    plot.bottom + 18,
    step - 6,
  )
  const children: FigureNode[] = [...head.nodes, ...drawValueAxis(scale, plot), ...under.nodes]
  input.groups.forEach((group, index) => {
    const centre = plot.left + step * (index + 0.5)
    const half = Math.min(24, step * 0.14)
    const style = styleOfGroup(index)
    const boxX = centre - half - 3
    // A label keeps to its group's own column, so it meets neither the axis nor a neighbour.
    const cell: Box = {
      left: centre - step / 2,
      right: centre + step / 2,
      top: plot.top - 4,
      bottom: plot.bottom + 4,
    }
    const isEmpty = group.values.length === 0 && !group.box
    children.push(
      ...drawDots(group.values, centre + 6, Math.min(60, step * 0.3), scale.position, style),
      ...(group.box ? drawFive(group.box, boxX, half, scale.position, style) : []),
      ...(group.box ? labelMedian(group.box, boxX, half, scale.position, input.decimals, cell) : []),
      ...(isEmpty
        ? [
            text(centre, (plot.top + plot.bottom) / 2, fitText(words.noData, SIZE.small, step - 4), {
              anchor: 'middle',
              fill: 'muted',
              halo: true,
            }),
          ]
        : []),
      text(centre, under.bottom + 17, [{ text: words.n, italic: true }, { text: ` = ${group.n}` }], {
        anchor: 'middle',
        fill: 'muted',
      }),
    )
  })
  return { ...frame, width, height: Math.ceil(under.bottom + 26), children, table: tableOf(input, words) }
}

function drawFive(
  box: FiveNumbers,
  x: number,
  half: number,
  yOf: (value: number) => number,
  style: GroupStyle,
): FigureNode[] {
  const paint = { stroke: style.ink, strokeWidth: 1.4 }
  const top = yOf(box.q3)
  return [
    line(x, yOf(box.high), x, top, paint),
    line(x, yOf(box.q1), x, yOf(box.low), paint),
    line(x - half / 2, yOf(box.high), x + half / 2, yOf(box.high), paint),
    line(x - half / 2, yOf(box.low), x + half / 2, yOf(box.low), paint),
    {
      kind: 'rect',
      x: x - half,
      y: top,
      width: 2 * half,
      height: Math.max(0.5, yOf(box.q1) - top),
      fill: 'paper',
      ...paint,
      ...(style.dash.length > 0 ? { dash: style.dash } : {}),
    },
    line(x - half, yOf(box.median), x + half, yOf(box.median), { stroke: style.ink, strokeWidth: 2.6 }),
  ]
}

function labelMedian(
  box: FiveNumbers,
  x: number,
  half: number,
  yOf: (value: number) => number,
  decimals: number,
  cell: Box,
): FigureNode[] {
  const label = formatNumber(box.median, decimals)
  const style = { bold: true, halo: true } as const
  const places = [
    text(x - half - 4, yOf(box.median) + 4, label, { ...style, anchor: 'end' }),
    text(x, yOf(box.high) - 5, label, { ...style, anchor: 'middle' }),
    text(x, yOf(box.low) + 14, label, { ...style, anchor: 'middle' }),
    text(x, yOf(box.median) - 4, label, { ...style, anchor: 'middle' }),
  ]
  return placeLabels([places], cell, [])
}

/** Equal values stand side by side, so that each patient can be counted; nothing is random. */
function drawDots(
  values: readonly number[],
  left: number,
  room: number,
  yOf: (value: number) => number,
  style: GroupStyle,
): FigureNode[] {
  const rows = new Map<number, number>()
  const spots = [...values]
    .filter((value) => Number.isFinite(value))
    .sort((a, b) => a - b)
    .map((value) => {
      const row = Math.round(yOf(value) / 4)
      const place = rows.get(row) ?? 0
      rows.set(row, place + 1)
      return { y: yOf(value), place }
    })
  const widest = Math.max(1, ...rows.values())
  const pitch = Math.min(5.5, room / widest)
  return spots.map(({ y, place }) =>
    shapeAt(style.shape, left + pitch * (place + 0.5), y, 2.1, {
      fill: style.hollow ? 'paper' : style.ink,
      stroke: style.ink,
      strokeWidth: 0.8,
      opacity: 0.75,
    }),
  )
}

function tableOf(input: BoxInput, words: FigureWords): Figure['table'] {
  const print = (value: number | undefined) =>
    value === undefined ? '' : formatNumber(value, input.decimals)
  return {
    columns: [
      { label: words.group, numeric: false },
      { label: words.n, numeric: true },
      { label: words.median, numeric: true },
      { label: words.lowerQuartile, numeric: true },
      { label: words.upperQuartile, numeric: true },
      { label: words.whiskers, numeric: true },
      { label: words.points, numeric: true },
    ],
    rows: input.groups.map(({ label, n, box, values }) => {
      const outside = box ? values.filter((value) => value < box.low || value > box.high) : []
      return [
        label,
        String(n),
        print(box?.median),
        print(box?.q1),
        print(box?.q3),
        box ? `${print(box.low)}, ${print(box.high)}` : '',
        outside.map(print).join(', '),
      ]
    }),
  }
}
