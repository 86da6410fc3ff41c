/** The table exactly as it prints, as plain data: screen, Word and PDF only draw it. */
import type { Locale } from '@/lib/i18n/locale'
import { textOf } from '@/lib/i18n/locale'
import { formatP } from './format'
import type { ComparisonResult, Effect, RowResult } from './result'
import { sayPopulation } from './say-population'
import {
  countText,
  DASH,
  effectText,
  heading,
  headingWithLevels,
  left,
  N_CELL,
  P_CELL,
  partial,
  pText,
  right,
  statisticCell,
  summaryText,
  yesOf,
  type TableCell,
  type TableLayout,
  type TableLine,
  type Translate,
} from './table-parts'

export type { TableCell, TableLayout, TableLine, Translate } from './table-parts'

export function layoutTable(result: ComparisonResult, locale: Locale, t: Translate): TableLayout {
  const shape = result.plan.layout === 'groups' ? layoutByGroups : layoutByVariables
  const notes = [
    ...sayPopulation(result, locale, t),
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
      P_CELL,
    ],
  }
  const body = result.rows.flatMap((row, index) => [
    ...linesOf(row, index, result, locale, t),
    ...(row.effects ?? [])
      .filter(({ measure }) => measure === 'adjusted_difference')
      .map((effect) => adjustedLine(effect, row, index, result, locale, t)),
  ])
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
      ...right(summaryText(cell, row.show, row.decimals)),
      ...partial(cell, result.groups[i]?.n),
    }))
    return [{ kind: 'row', row: index, cells: [left(heading(row, locale, t)), ...cells, ...tail] }]
  }
  const yes = yesOf(row)
  const countCells = (at: number) =>
    row.cells.map((cell, i) => ({
      ...right(countText(cell.counts[at] ?? 0, cell.n, result.plan.smallPercent)),
      ...partial(cell, result.groups[i]?.n),
    }))
  if (yes !== null)
    return [{ kind: 'row', row: index, cells: [left(heading(row, locale, t)), ...countCells(yes), ...tail] }]
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

/** Under its row: the difference at an equal baseline, with the P of its own. */
function adjustedLine(
  effect: Effect,
  row: RowResult,
  index: number,
  { groups, plan }: ComparisonResult,
  locale: Locale,
  t: Translate,
): TableLine {
  const [first, second] = effect.groups?.map((at) => groups[at]) ?? []
  const name = t('effects.adjusted_difference')
  const pair = first && second ? pairName(textOf(first.label, locale), textOf(second.label, locale)) : ''
  return {
    kind: 'level',
    row: index,
    cells: [
      left(pair === '' ? name : t('table.noteOf', { label: name, note: pair })),
      ...groups.map(() => right('')),
      right(effectText(effect, row, locale, t)),
      right(t('table.ancova')),
      right(effect.p === undefined ? DASH : formatP(effect.p, plan.alpha)),
    ],
  }
}

/** "PELD − SNRB+PELD" */
export function pairName(first: string, second: string): string {
  return `${first} − ${second}`
}

/** Chinese journals' other form: a line a group, statistic and P in the last lines. */
function layoutByGroups(result: ComparisonResult, locale: Locale, t: Translate) {
  const head: TableLine = {
    kind: 'head',
    cells: [
      left(t('table.group')),
      N_CELL,
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
        const text =
          row.show === 'counts' ? (cell?.counts ?? []).join('/') : summaryText(cell, row.show, row.decimals)
        return { ...right(text), ...(cell ? partial(cell, n) : {}) }
      }),
    ],
  }))
  const parts = result.rows.map((row) => testCells(row, result.plan.alpha, t))
  const line = (name: TableCell, cells: readonly TableCell[]): TableLine => ({
    kind: 'statistic',
    cells: [name, right(''), ...cells],
  })
  const body = [
    ...groups,
    line(
      left(t('table.difference', { conf: result.plan.conf * 100 })),
      result.rows.map((row) => right(effectText(row.difference, row, locale, t))),
    ),
    line(
      left(t('table.statistic')),
      parts.map(([statistic]) => statistic ?? right(DASH)),
    ),
    line(
      { ...P_CELL, align: 'left' },
      parts.map(([, p]) => p ?? right(DASH)),
    ),
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
  return [statisticCell(row.test, t), right(p.join('; '))]
}
