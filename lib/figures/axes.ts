import { formatNumber } from '@/lib/i18n/format-number'
import { line, SIZE, text, type Box } from './marks'
import { BOLD, measureText, wrapText } from './measure-text'
import type { FigureNode } from './node'
import type { ValueScale } from './scales'
import type { FigureWords } from './words'

export interface AxisTitle {
  readonly label: string
  readonly unit?: string
  readonly better?: 'lower' | 'higher'
}

/** "ODI (%)，越低越好": what is measured, in what, and which way is good. */
export function titleOfAxis(axis: AxisTitle, words: FigureWords): string {
  const unit = axis.unit ? ` (${axis.unit})` : ''
  const better =
    axis.better === undefined ? '' : axis.better === 'lower' ? words.lowerIsBetter : words.higherIsBetter
  return `${axis.label}${unit}${better === '' ? '' : words.comma + better}`
}

/** Title lines above the plot; a scale that does not begin at zero says so. */
export function drawTitleLines(
  lines: readonly string[],
  x: number,
  top: number,
  width: number,
): {
  readonly nodes: FigureNode[]
  readonly bottom: number
} {
  const nodes: FigureNode[] = []
  let y = top
  lines.forEach((content, index) => {
    for (const part of wrapText(content, SIZE.small, (width - x - 4) / (index === 0 ? BOLD : 1))) {
      y += 15
      nodes.push(text(x, y, part, index === 0 ? { bold: true } : { fill: 'muted' }))
    }
  })
  return { nodes, bottom: y + 6 }
}

export function noteOfStart(scale: ValueScale, words: FigureWords): string[] {
  return scale.from === 0 ? [] : [words.axisFrom(formatNumber(scale.from, decimalsOf(scale)))]
}

/** Faint grid and numbers left of the plot. */
export function drawValueAxis(scale: ValueScale, plot: Box): FigureNode[] {
  const decimals = decimalsOf(scale)
  return scale.ticks.flatMap((tick) => {
    const y = scale.position(tick)
    return [
      line(plot.left, y, plot.right, y, { stroke: tick === 0 ? 'rule' : 'grid', strokeWidth: 1 }),
      text(plot.left - 6, y + 4, formatNumber(tick, decimals), { anchor: 'end', fill: 'muted' }),
    ]
  })
}

/** Room that the numbers of an axis need at its left. */
export function widthOfTicks(scale: ValueScale): number {
  const decimals = decimalsOf(scale)
  return (
    Math.max(...scale.ticks.map((tick) => measureText(formatNumber(tick, decimals), SIZE.small)), 12) + 10
  )
}

function decimalsOf(scale: ValueScale): number {
  return Math.max(0, ...scale.ticks.map((tick) => String(tick).split('.')[1]?.length ?? 0))
}

export interface UnderLabel {
  readonly x: number
  readonly label: string
}

/** Labels under the ticks, each in as many lines as it needs; `bottom` is the last baseline. */
export function drawUnder(
  labels: readonly UnderLabel[],
  y: number,
  width: number,
): { readonly nodes: FigureNode[]; readonly bottom: number } {
  const blocks = labels.map(({ x, label }) => ({ x, lines: wrapText(label, SIZE.small, width, 3) }))
  return {
    nodes: blocks.flatMap(({ x, lines }) =>
      lines.map((part, row) => text(x, y + row * 13, part, { anchor: 'middle' })),
    ),
    bottom: y + 13 * (Math.max(1, ...blocks.map(({ lines }) => lines.length)) - 1),
  }
}
