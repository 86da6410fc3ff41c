/** Where everybody went: boxes from assessment to analysis, as trials print them (CONSORT). */
import { line, polygon, SIZE, text, type Box } from './marks'
import { wrapText } from './measure-text'
import type { Figure, FigureFrame, FigureNode } from './node'
import type { FigureWords } from './words'

export interface FlowBox {
  readonly title: string
  readonly n: number
  /** Parts of it, or reasons: "died 2". */
  readonly lines: readonly string[]
}

export interface FlowColumn {
  /** Whose column it is; empty where there is one for all. */
  readonly label: string
  /** From allocation to analysis; columns share their rows. */
  readonly boxes: readonly FlowBox[]
}

export interface FlowInput {
  /** Everybody assessed, and who did not come in; left out where there is no screening log. */
  readonly assessed?: { readonly box: FlowBox; readonly out: FlowBox }
  readonly enrolled: FlowBox
  readonly columns: readonly FlowColumn[]
}

const PAD = 8
const LEADING = 15
const GAP = 26
const BETWEEN = 16

interface Laid {
  readonly lines: readonly { readonly text: string; readonly bold: boolean }[]
  readonly height: number
}

export function drawFlow(input: FlowInput, frame: FigureFrame, words: FigureWords): Figure {
  const least = Math.max(1, input.columns.length) * 150 + 2 * BETWEEN
  const width = Math.max(320, least, frame.width)
  const nodes: FigureNode[] = []
  let top = 4
  const middle = width / 2
  const trunk = Math.min(280, width * 0.44)
  const place = (laid: Laid, left: number, wide: number, at: number): Box => {
    const box = { left, top: at, right: left + wide, bottom: at + laid.height }
    nodes.push(...drawBox(laid, box))
    return box
  }

  if (input.assessed) {
    const box = place(lay(input.assessed.box, trunk), middle - trunk / 2, trunk, top)
    const side = Math.min(280, width - middle - BETWEEN)
    const out = lay(input.assessed.out, side)
    const outTop = box.bottom + GAP / 2
    const outBox = place(out, width - side, side, outTop)
    top = Math.max(outBox.bottom, outTop) + GAP / 2
    const turn = (outBox.top + outBox.bottom) / 2
    nodes.push(...arrowDown(middle, box.bottom, top), ...arrowRight(middle, outBox.left, turn))
  }
  const enrolled = place(lay(input.enrolled, trunk), middle - trunk / 2, trunk, top)
  top = enrolled.bottom + GAP

  const count = Math.max(1, input.columns.length)
  const wide = (width - (count - 1) * BETWEEN) / count
  const centres = input.columns.map((_, at) => at * (wide + BETWEEN) + wide / 2)
  nodes.push(...branch(middle, enrolled.bottom, centres, top))
  const rows = Math.max(0, ...input.columns.map(({ boxes }) => boxes.length))
  for (let row = 0; row < rows; row += 1) {
    const laid = input.columns.map(({ label, boxes }) => {
      const box = boxes[row]
      return box && lay(box, wide, row === 0 ? label : '')
    })
    const height = Math.max(...laid.map((one) => one?.height ?? 0))
    laid.forEach((one, at) => {
      if (!one) return
      const left = (centres[at] ?? middle) - wide / 2
      place({ ...one, height }, left, wide, top)
      const next = input.columns[at]?.boxes[row + 1]
      if (next) nodes.push(...arrowDown(centres[at] ?? middle, top + height, top + height + GAP))
    })
    top += height + GAP
  }
  return { ...frame, width, height: top - GAP + 4, children: nodes, table: tableOf(input, words) }
}

function sayBox({ title, n }: FlowBox): string {
  return `${title} (n = ${n})`
}

function lay(box: FlowBox, width: number, label = ''): Laid {
  const wrap = (content: string, bold: boolean) =>
    wrapText(content, SIZE.small * (bold ? 1.08 : 1), width - 2 * PAD).map((one) => ({ text: one, bold }))
  const lines = [
    ...(label === '' ? [] : wrap(label, true)),
    ...wrap(sayBox(box), true),
    ...box.lines.flatMap((one) => wrap(one, false)),
  ]
  return { lines, height: lines.length * LEADING + 2 * PAD - 3 }
}

function drawBox({ lines }: Laid, box: Box): FigureNode[] {
  return [
    {
      kind: 'rect',
      x: box.left + 0.5,
      y: box.top + 0.5,
      width: box.right - box.left - 1,
      height: box.bottom - box.top - 1,
      fill: 'paper',
      stroke: 'rule',
      strokeWidth: 1,
    },
    ...lines.map((one, at) =>
      text(box.left + PAD, box.top + PAD + 9 + at * LEADING, one.text, {
        ...(one.bold ? { bold: true } : { fill: 'muted' as const }),
      }),
    ),
  ]
}

function arrowDown(x: number, from: number, to: number): FigureNode[] {
  return [
    line(x, from, x, to - 5, { stroke: 'rule', strokeWidth: 1 }),
    polygon(
      [
        [x, to],
        [x - 3.5, to - 6],
        [x + 3.5, to - 6],
      ],
      { fill: 'rule' },
    ),
  ]
}

function arrowRight(from: number, to: number, y: number): FigureNode[] {
  return [
    line(from, y, to - 5, y, { stroke: 'rule', strokeWidth: 1 }),
    polygon(
      [
        [to, y],
        [to - 6, y - 3.5],
        [to - 6, y + 3.5],
      ],
      { fill: 'rule' },
    ),
  ]
}

function branch(x: number, from: number, centres: readonly number[], to: number): FigureNode[] {
  if (centres.length <= 1) return centres.flatMap((centre) => arrowDown(centre, from, to))
  const bar = from + (to - from) / 2
  const paint = { stroke: 'rule' as const, strokeWidth: 1 }
  return [
    line(x, from, x, bar, paint),
    line(Math.min(...centres), bar, Math.max(...centres), bar, paint),
    ...centres.flatMap((centre) => arrowDown(centre, bar, to)),
  ]
}

function tableOf({ assessed, enrolled, columns }: FlowInput, words: FigureWords): Figure['table'] {
  const row = (group: string, { title, n, lines }: FlowBox) => [
    group,
    title,
    String(n),
    lines.join(words.comma),
  ]
  return {
    columns: [
      { label: words.group, numeric: false },
      { label: words.stage, numeric: false },
      { label: words.n, numeric: true },
      { label: words.parts, numeric: false },
    ],
    rows: [
      ...(assessed ? [row('', assessed.box), row('', assessed.out)] : []),
      row('', enrolled),
      ...columns.flatMap(({ label, boxes }) => boxes.map((box) => row(label, box))),
    ],
  }
}
