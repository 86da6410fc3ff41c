/** The table exactly as it prints, as plain data: screen, Word and PDF only draw it. */
import type { Bilingual } from '@/lib/codebook/item'
import { formatMeanSd, formatMedian, formatNumber } from '@/lib/i18n/format-number'
import type { Locale } from '@/lib/i18n/locale'
import { textOf } from '@/lib/i18n/locale'
import { formatDf, formatEstimate, formatP, formatStatistic, summaryDecimals } from './format'
import type { ComparisonResult, Effect, RowResult, TestOutcome } from './result'

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
}

export interface TableLine {
  readonly kind: 'head' | 'row' | 'level' | 'group' | 'statistic'
  readonly cells: readonly TableCell[]
  /** Index of the result's row the line belongs to. */
  readonly row?: number
}

export interface TableLayout {
  readonly title: string
  readonly head: TableLine
  readonly body: readonly TableLine[]
  readonly notes: readonly string[]
}

const DASH = '–'
const SMALL_DENOMINATOR = 20

export function layoutTable(result: ComparisonResult, locale: Locale, t: Translate): TableLayout {
  const shape = result.plan.layout === 'groups' ? layoutByGroups : layoutByVariables
  const notes = [
    ...[...result.notes, ...result.conventions].map(({ key, params }) => t(key, params)),
    ...result.rows.flatMap((row) =>
      row.notes.map(({ key, params }) =>
        t('table.noteOf', { label: textOf(row.label, locale), note: t(key, params) }),
      ),
    ),
  ]
  return {
    title: result.plan.title ?? t('table.title'),
    ...shape(result, locale, t),
    notes,
  }
}

function layoutByVariables(result: ComparisonResult, locale: Locale, t: Translate) {
  const head: TableLine = {
    kind: 'head',
    cells: [
      left(t('table.variable')),
      ...result.groups.map(({ label, n }) => right(`${textOf(label, locale)} (n = ${n})`)),
      right(t('table.difference', { conf: result.plan.conf * 100 })),
      right(t('table.statistic')),
      { runs: [{ text: 'P', italic: true }], align: 'right' },
    ],
  }
  const body = result.rows.flatMap((row, index) => linesOf(row, index, result, locale, t))
  return { head, body }
}

/** A row of a yes/no variable prints its yes; other counts print a line a level. */
function linesOf(
  row: RowResult,
  index: number,
  result: ComparisonResult,
  locale: Locale,
  t: Translate,
): TableLine[] {
  const tail = [right(effectText(row.difference, row, locale, t)), ...testCells(row, result.plan.alpha, t)]
  if (row.show !== 'counts') {
    const cells = row.cells.map((cell, i) => ({
      ...right(summaryText(row, i)),
      ...partial(cell, result.groups[i]?.n),
    }))
    return [{ kind: 'row', row: index, cells: [left(heading(row, locale, t)), ...cells, ...tail] }]
  }
  const shown = isYesNo(row) ? row.levels.flatMap(({ key }, at) => (key === 'yes' ? [at] : [])) : null
  const countCells = (at: number) =>
    row.cells.map((cell, i) => ({
      ...right(countText(cell.counts[at] ?? 0, cell.n, result.plan.smallPercent)),
      ...partial(cell, result.groups[i]?.n),
    }))
  if (shown?.[0] !== undefined)
    return [
      { kind: 'row', row: index, cells: [left(heading(row, locale, t)), ...countCells(shown[0]), ...tail] },
    ]
  const first: TableLine = {
    kind: 'row',
    row: index,
    cells: [left(heading(row, locale, t)), ...row.cells.map(() => right('')), ...tail],
  }
  const levels = row.levels.map(({ label }, at): TableLine => ({
    kind: 'level',
    row: index,
    cells: [left(textOf(label, locale)), ...countCells(at), right(''), right(''), right('')],
  }))
  return [first, ...levels]
}

/** Chinese journals' other form: a line a group, statistic and P in the last lines. */
function layoutByGroups(result: ComparisonResult, locale: Locale, t: Translate) {
  const head: TableLine = {
    kind: 'head',
    cells: [
      left(t('table.group')),
      { runs: [{ text: 'n', italic: true }], align: 'right' },
      ...result.rows.map((row) => right(headingWithLevels(row, locale, t))),
    ],
  }
  const groups = result.groups.map(({ label, n }, i): TableLine => ({
    kind: 'group',
    cells: [
      left(textOf(label, locale)),
      right(String(n)),
      ...result.rows.map((row) => {
        const cell = row.cells[i]
        const text = row.show === 'counts' ? (cell?.counts ?? []).join('/') : summaryText(row, i)
        return { ...right(text), ...(cell ? partial(cell, n) : {}) }
      }),
    ],
  }))
  const parts = result.rows.map((row) => testCells(row, result.plan.alpha, t))
  const line = (name: TableCell, at: 0 | 1): TableLine => ({
    kind: 'statistic',
    cells: [name, right(''), ...parts.map((cells) => cells[at] ?? right(DASH))],
  })
  const body = [
    ...groups,
    line(left(t('table.statistic')), 0),
    line({ runs: [{ text: 'P', italic: true }], align: 'left' }, 1),
  ]
  return { head, body }
}

/** Statistic and P; Fisher's P beside where it must be. */
function testCells(row: RowResult, alpha: number, t: Translate): TableCell[] {
  const beside = row.alternatives.filter((other) => row.beside.includes(other.test as never))
  const p = [
    pText(row.test, alpha),
    ...beside.map((other) => `${pText(other, alpha)} (${t(`tests.${other.test}`)})`),
  ]
  return [{ runs: statisticRuns(row.test, t), align: 'right' }, right(p.join('; '))]
}

function statisticRuns(test: TestOutcome, t: Translate): Run[] {
  if (test.status !== 'ok') return [{ text: DASH }]
  if (test.symbol === null || test.statistic === null) return [{ text: t(`tests.${test.test}`) }]
  const df = test.df.length > 0 ? ` (${formatDf(test.df)})` : ''
  return [{ text: test.symbol, italic: true }, { text: `${df} = ${formatStatistic(test.statistic)}` }]
}

function pText(test: TestOutcome, alpha: number): string {
  return test.status === 'ok' ? formatP(test.p, alpha) : DASH
}

function effectText(effect: Effect | null, row: RowResult, locale: Locale, t: Translate): string {
  if (!effect) return DASH
  if (effect.measure === 'risk_difference') {
    const event = effect.level && !isYesNo(row) ? `${textOf(effect.level, locale)}: ` : ''
    return event + formatEstimate(effect.estimate, effect.ci, 1, 100)
  }
  if (effect.measure === 'mean_difference' || effect.measure === 'median_shift')
    return formatEstimate(effect.estimate, effect.ci, summaryDecimals(row.decimals))
  return `${t(`effects.${effect.measure}`)} ${formatEstimate(effect.estimate, effect.ci, 2)}`
}

function summaryText(row: RowResult, group: number): string {
  const cell = row.cells[group]
  const decimals = summaryDecimals(row.decimals)
  if (!cell || cell.mean === null || cell.median === null) return DASH
  if (row.show === 'mean')
    return cell.sd === null ? formatNumber(cell.mean, decimals) : formatMeanSd(cell.mean, cell.sd, decimals)
  if (cell.q1 === null || cell.q3 === null) return formatNumber(cell.median, decimals)
  return formatMedian(cell.median, cell.q1, cell.q3, decimals)
}

/** "5 (8.9)"; no percentage of fewer than 20 unless the plan asks for it. */
function countText(count: number, n: number, smallPercent: boolean): string {
  if (n === 0) return DASH
  if (n < SMALL_DENOMINATOR && !smallPercent) return `${count}/${n}`
  return `${count} (${formatNumber((100 * count) / n, 1)})`
}

function heading(row: RowResult, locale: Locale, t: Translate): string {
  const unit = row.unit === undefined ? '' : row.unit
  const shown = t(`show.${row.show}`)
  return `${textOf(row.label, locale)}${t('table.described', { unit: unit === '' ? '' : `${unit}, `, shown })}`
}

function headingWithLevels(row: RowResult, locale: Locale, t: Translate): string {
  if (row.show !== 'counts') return heading(row, locale, t)
  const levels = row.levels.map(({ label }: { label: Bilingual }) => textOf(label, locale)).join('/')
  return `${textOf(row.label, locale)}${t('table.described', { unit: '', shown: levels })}`
}

function isYesNo({ levels }: RowResult): boolean {
  return levels.length === 2 && levels.some(({ key }) => key === 'yes')
}

function partial(cell: { n: number }, all: number | undefined): { n?: number } {
  return cell.n === all ? {} : { n: cell.n }
}

function left(text: string): TableCell {
  return { runs: [{ text }], align: 'left' }
}

function right(text: string): TableCell {
  return { runs: [{ text }], align: 'right' }
}
