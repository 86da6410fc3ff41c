import { drawTitleLines } from './axes'
import { formatPercent } from '@/lib/i18n/format-number'
import { line, marker, SIZE, text, type Box } from './marks'
import { fitText, measureText } from './measure-text'
import type { Figure, FigureFrame, FigureNode } from './node'
import { styleOfGroup } from './palette'
import { placeLabels } from './place-labels'
import { makeValueScale } from './scales'
import type { FigureWords } from './words'

export interface ProportionRow {
  readonly label: string
  /** Place of the group in the study's order of arms: decides hue and marker. */
  readonly group: number
  readonly k: number
  readonly n: number
  /** Shares between 0 and 1; null where there is no patient or no interval. */
  readonly share: number | null
  readonly low: number | null
  readonly high: number | null
}

export interface ProportionDotsInput {
  readonly xLabel: string
  /** Names the interval, e.g. "线段为 95% CI（Wilson）". */
  readonly intervalLabel: string
  readonly rows: readonly ProportionRow[]
}

const ROW = 26

/** One row a group: k/n, share and interval on a common axis from 0. */
export function drawProportionDots(
  input: ProportionDotsInput,
  frame: FigureFrame,
  words: FigureWords,
): Figure {
  const width = Math.max(280, frame.width)
  const results = input.rows.map(resultOf)
  const room = (texts: readonly string[], most: number) =>
    Math.min(Math.max(24, ...texts.map((content) => measureText(content, SIZE.small))), most)
  const left =
    room(
      input.rows.map((row) => row.label),
      width * 0.32,
    ) + 16
  const rightRoom = room(results, width * 0.4) + 14
  const head = drawTitleLines([input.xLabel, input.intervalLabel], 4, 0, width)
  const plot: Box = {
    left,
    right: width - rightRoom,
    top: head.bottom + 4,
    bottom: head.bottom + 4 + ROW * Math.max(1, input.rows.length),
  }
  const ends = input.rows.flatMap((row) => [row.share ?? 0, row.high ?? 0])
  const most = Math.max(...ends, 0.01)
  const scale = makeValueScale(
    [1, ...ends.map((end) => end * 100)],
    most > 0.7 ? { min: 0, max: 100 } : { min: 0 },
    [plot.left, plot.right],
    4,
  )
  const xOf = (share: number) => scale.position(share * 100)
  const children: FigureNode[] = [
    ...head.nodes,
    ...scale.ticks.map((tick) =>
      line(scale.position(tick), plot.top, scale.position(tick), plot.bottom, {
        stroke: tick === 0 ? 'rule' : 'grid',
        strokeWidth: 1,
      }),
    ),
    ...placeLabels(
      scale.ticks.map((tick) => [
        text(scale.position(tick), plot.bottom + 15, String(tick), { anchor: 'middle', fill: 'muted' }),
      ]),
      { left: 0, right: width, top: plot.bottom, bottom: plot.bottom + 24 },
      [],
      3,
    ),
    text(plot.right + 14, plot.bottom + 15, '%', { fill: 'muted' }),
    ...input.rows.flatMap((row, index) => {
      const y = plot.top + ROW * (index + 0.5)
      const style = styleOfGroup(row.group)
      const paint = { stroke: style.ink, strokeWidth: 1.4 }
      const bar =
        row.low === null || row.high === null
          ? []
          : [
              line(xOf(row.low), y, xOf(row.high), y, paint),
              ...[row.low, row.high].map((end) => line(xOf(end), y - 3, xOf(end), y + 3, paint)),
            ]
      return [
        text(left - 10, y + 4, fitText(row.label, SIZE.small, left - 14), { anchor: 'end' }),
        ...bar,
        ...(row.share === null
          ? []
          : [marker(xOf(row.share), y, 4, style, `${row.label}${words.comma}${results[index] ?? ''}`)]),
        text(plot.right + 10, y + 4, results[index] ?? '', row.share === null ? { fill: 'muted' } : {}),
      ]
    }),
  ]
  return { ...frame, width, height: Math.ceil(plot.bottom + 24), children, table: tableOf(input, words) }
}

/** No percentage under a denominator of 20: k/n says all there is. */
function resultOf(row: ProportionRow): string {
  return row.share === null || row.n < 20
    ? `${row.k}/${row.n}`
    : `${row.k}/${row.n} (${formatPercent(100 * row.share, 1)})`
}

function tableOf(input: ProportionDotsInput, words: FigureWords): Figure['table'] {
  const print = (share: number | null) => (share === null ? '' : formatPercent(100 * share, 1))
  return {
    columns: [
      { label: words.group, numeric: false },
      { label: words.count, numeric: true },
      { label: words.n, numeric: true },
      { label: words.proportion, numeric: true },
      { label: words.low, numeric: true },
      { label: words.high, numeric: true },
    ],
    rows: input.rows.map((row) => [
      row.label,
      String(row.k),
      String(row.n),
      print(row.share),
      print(row.low),
      print(row.high),
    ]),
  }
}
