import { drawTitleLines } from './axes'
import { formatPercent } from '@/lib/i18n/format-number'
import { line, SIZE, text, type Box } from './marks'
import { fitText, measureText } from './measure-text'
import type { Figure, FigureFrame, FigureNode, Ink } from './node'
import type { FigureWords } from './words'

export interface ProportionStackInput {
  readonly xLabel: string
  /** Ordered categories, best or lowest first. */
  readonly categories: readonly string[]
  readonly groups: readonly { readonly label: string; readonly counts: readonly number[] }[]
}

const ROW = 34
const BAR = 22

/** One bar a group, cut into ordered shares, each with its count; shading goes from light to dark. */
export function drawProportionStack(
  input: ProportionStackInput,
  frame: FigureFrame,
  words: FigureWords,
): Figure {
  const width = Math.max(280, frame.width)
  const names = input.groups.map((group) => `${group.label} (${words.n} = ${sum(group.counts)})`)
  const left =
    Math.min(Math.max(40, ...names.map((name) => measureText(name, SIZE.small))), width * 0.34) + 12
  const head = drawTitleLines([input.xLabel], 4, 0, width)
  const key = drawKey(input.categories, 4, head.bottom + 8, width)
  const plot: Box = {
    left,
    right: width - 20,
    top: key.bottom + 8,
    bottom: key.bottom + 8 + ROW * Math.max(1, input.groups.length),
  }
  const xOf = (share: number) => plot.left + share * (plot.right - plot.left)
  const children: FigureNode[] = [...head.nodes, ...key.nodes]
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    children.push(
      line(xOf(share), plot.top, xOf(share), plot.bottom, { stroke: 'grid', strokeWidth: 1 }),
      text(xOf(share), plot.bottom + 15, share === 1 ? '100%' : String(share * 100), {
        anchor: 'middle',
        fill: 'muted',
      }),
    )
  }
  input.groups.forEach((group, index) => {
    const y = plot.top + ROW * index + (ROW - BAR) / 2
    children.push(
      text(left - 8, y + BAR / 2 + 4, fitText(names[index] ?? '', SIZE.small, left - 12), { anchor: 'end' }),
    )
    const total = sum(group.counts)
    if (total === 0) {
      children.push(text(plot.left + 6, y + BAR / 2 + 4, words.noData, { fill: 'muted', halo: true }))
      return
    }
    let from = 0
    group.counts.forEach((count, category) => {
      const [a, b] = [xOf(from / total), xOf((from + count) / total)]
      from += count
      if (count === 0) return
      const title = `${group.label}${words.comma}${input.categories[category] ?? ''}${words.comma}${count}/${total} (${formatPercent(100 * (count / total), 1)})`
      children.push(...drawSegment(a, b, y, category, input.categories.length, title))
      const label = String(count)
      if (measureText(label, SIZE.small) + 6 <= b - a) {
        children.push(
          text((a + b) / 2, y + BAR / 2 + 4, label, {
            anchor: 'middle',
            fill: isDark(category, input.categories.length) ? 'paper' : 'text',
          }),
        )
      }
    })
  })
  return { ...frame, width, height: Math.ceil(plot.bottom + 24), children, table: tableOf(input, words) }
}

/** Light steps and one dark end: on every one of them its number has AA contrast. */
function shade(category: number, of: number): number {
  return category === of - 1 ? 0.92 : 0.08 + (0.4 * category) / Math.max(1, of - 2)
}

function isDark(category: number, of: number): boolean {
  return category === of - 1
}

function drawSegment(
  a: number,
  b: number,
  y: number,
  category: number,
  of: number,
  title: string,
): FigureNode[] {
  const ink: Ink = 'arm-a'
  const at = { kind: 'rect', x: a, y, width: b - a, height: BAR } as const
  return [
    { ...at, fill: 'paper' },
    { ...at, fill: ink, opacity: shade(category, of), title },
    { ...at, fill: 'none', stroke: ink, strokeWidth: 1 },
  ]
}

function drawKey(categories: readonly string[], left: number, top: number, width: number) {
  const nodes: FigureNode[] = []
  let [x, y] = [left, top]
  categories.forEach((category, index) => {
    const label = fitText(category, SIZE.small, width - left - 30)
    const room = measureText(label, SIZE.small) + 34
    if (x > left && x + room > width) [x, y] = [left, y + 18]
    nodes.push(
      { kind: 'rect', x, y, width: 14, height: 12, fill: 'paper' },
      { kind: 'rect', x, y, width: 14, height: 12, fill: 'arm-a', opacity: shade(index, categories.length) },
      { kind: 'rect', x, y, width: 14, height: 12, fill: 'none', stroke: 'arm-a', strokeWidth: 1 },
      text(x + 19, y + 10, label),
    )
    x += room
  })
  return { nodes, bottom: y + 12 }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}

function tableOf(input: ProportionStackInput, words: FigureWords): Figure['table'] {
  return {
    columns: [
      { label: words.group, numeric: false },
      { label: words.answer, numeric: false },
      { label: words.count, numeric: true },
      { label: words.n, numeric: true },
      { label: words.proportion, numeric: true },
    ],
    rows: input.groups.flatMap((group) => {
      const total = sum(group.counts)
      return input.categories.map((category, index) => {
        const count = group.counts[index] ?? 0
        return [
          group.label,
          category,
          String(count),
          String(total),
          total === 0 ? '' : formatPercent(100 * (count / total), 1),
        ]
      })
    }),
  }
}
