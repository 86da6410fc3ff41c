/** What every printed table is made of, as plain data. */
import { formatMeanSd, formatMedian, formatNumber } from '@/lib/i18n/format-number'
import type { Locale } from '@/lib/i18n/locale'
import { textOf } from '@/lib/i18n/locale'
import { formatDf, formatEstimate, formatP, formatStatistic, summaryDecimals } from './format'
import type { AnyTestId, Cell, Effect, RowResult, TestOutcome } from './result'

/** Translator of the namespace `analysis`. */
export type Translate = (key: string, params?: Record<string, string | number>) => string

export interface Run {
  readonly text: string
  readonly italic?: boolean
}

export interface TableCell {
  readonly runs: readonly Run[]
  readonly align: 'left' | 'right'
  /** Values behind the cell, where fewer than the group has. */
  readonly n?: number
  /** The test whose statistic stands here; its symbol alone does not say which it was. */
  readonly test?: AnyTestId
}

export interface TableLine {
  readonly kind: 'head' | 'row' | 'level' | 'group' | 'statistic'
  readonly cells: readonly TableCell[]
  /** Index of the result's row the line belongs to. */
  readonly row?: number
  /** Index of the group the line belongs to, where a line is a group. */
  readonly group?: number
}

export interface TableLayout {
  readonly title: string
  readonly head: TableLine
  readonly body: readonly TableLine[]
  readonly notes: readonly string[]
}

/** "6.5 ± 1.2 [n = 54]" where fewer than the group have a value. */
export function textOfCell({ runs, n }: TableCell): string {
  const text = runs.map((run) => run.text).join('')
  return n === undefined || text === '' ? text : `${text} [n = ${n}]`
}

export const DASH = '–'
const SMALL_DENOMINATOR = 20

export const P_CELL: TableCell = { runs: [{ text: 'P', italic: true }], align: 'right' }
export const N_CELL: TableCell = { runs: [{ text: 'n', italic: true }], align: 'right' }

export function left(text: string): TableCell {
  return { runs: [{ text }], align: 'left' }
}

export function right(text: string): TableCell {
  return { runs: [{ text }], align: 'right' }
}

export function partial(cell: { n: number }, all: number | undefined): { n?: number } {
  return cell.n === all ? {} : { n: cell.n }
}

export function statisticCell(test: TestOutcome, t: Translate): TableCell {
  const named =
    test.status === 'ok' && test.symbol !== null && test.statistic !== null ? { test: test.test } : {}
  return { runs: statisticRuns(test, t), align: 'right', ...named }
}

function statisticRuns(test: TestOutcome, t: Translate): Run[] {
  if (test.status !== 'ok') return [{ text: DASH }]
  if (test.symbol === null || test.statistic === null) return [{ text: t(`tests.${test.test}`) }]
  const df = test.df.length > 0 ? ` (${formatDf(test.df)})` : ''
  return [{ text: test.symbol, italic: true }, { text: `${df} = ${formatStatistic(test.statistic)}` }]
}

export function pText(test: TestOutcome, alpha: number): string {
  return test.status === 'ok' ? formatP(test.p, alpha) : DASH
}

/** Effects in the unit of the row. */
export const DIRECT: readonly Effect['measure'][] = [
  'mean_difference',
  'median_shift',
  'mean_change',
  'median_change',
  'adjusted_difference',
]

/** The effect with its interval; strengths and odds with their name, since the heading says "difference". */
export function effectText(effect: Effect | null, row: RowResult, locale: Locale, t: Translate): string {
  if (!effect) return DASH
  if (effect.measure === 'risk_difference' || effect.measure === 'share_change') {
    const event = effect.level && !isYesNo(row) ? `${textOf(effect.level, locale)}: ` : ''
    return event + formatEstimate(effect.estimate, effect.ci, 1, 100)
  }
  if (DIRECT.includes(effect.measure))
    return formatEstimate(effect.estimate, effect.ci, summaryDecimals(row.decimals))
  return `${t(`effects.${effect.measure}`)} ${formatEstimate(effect.estimate, effect.ci, 2)}`
}

export function summaryText(cell: Cell | undefined, show: RowResult['show'], rowDecimals: number): string {
  const decimals = summaryDecimals(rowDecimals)
  if (!cell || cell.mean === null || cell.median === null) return DASH
  if (show === 'mean')
    return cell.sd === null ? formatNumber(cell.mean, decimals) : formatMeanSd(cell.mean, cell.sd, decimals)
  if (cell.q1 === null || cell.q3 === null) return formatNumber(cell.median, decimals)
  return formatMedian(cell.median, cell.q1, cell.q3, decimals)
}

/** "5 (8.9)"; no percentage of fewer than 20 unless the plan asks for it. */
export function countText(count: number, n: number, smallPercent: boolean): string {
  if (n === 0) return DASH
  if (n < SMALL_DENOMINATOR && !smallPercent) return `${count}/${n}`
  return `${count} (${formatNumber((100 * count) / n, 1)})`
}

export function heading(row: RowResult, locale: Locale, t: Translate, show = row.show): string {
  const unit = row.unit === undefined ? '' : `${row.unit}, `
  return `${textOf(row.label, locale)}${t('table.described', { unit, shown: t(`show.${show}`) })}`
}

export function headingWithLevels(row: RowResult, locale: Locale, t: Translate): string {
  if (row.show !== 'counts') return heading(row, locale, t)
  const levels = row.levels.map(({ label }) => textOf(label, locale)).join('/')
  return `${textOf(row.label, locale)}${t('table.described', { unit: '', shown: levels })}`
}

/** Place of "yes" among the levels of a yes/no variable. */
export function yesOf({ levels }: RowResult): number | null {
  const at = levels.findIndex(({ key }) => key === 'yes')
  return levels.length === 2 && at >= 0 ? at : null
}

function isYesNo(row: RowResult): boolean {
  return yesOf(row) !== null
}
