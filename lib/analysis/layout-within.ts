/** The second table: each group before and after, in the same patients. Null when the plan did not ask for it. */
import type { Locale } from '@/lib/i18n/locale'
import { textOf } from '@/lib/i18n/locale'
import type { Cell, ComparisonResult, RowResult, WithinGroup } from './result'
import {
  countText,
  effectText,
  heading,
  headingWithLevels,
  left,
  P_CELL,
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

export function layoutWithin(result: ComparisonResult, locale: Locale, t: Translate): TableLayout | null {
  const body = result.rows.flatMap((row, index) => linesOf(row, index, result, locale, t))
  if (body.length === 0) return null
  return {
    title: t('within.title'),
    head: {
      kind: 'head',
      cells: [
        left(t('table.variable')),
        right(t('within.pairs')),
        right(t('within.before')),
        right(t('within.after')),
        right(t('within.change', { conf: result.plan.conf * 100 })),
        right(t('table.statistic')),
        P_CELL,
      ],
    },
    body,
    notes: [t('within.note'), ...singles(result, locale, t)],
  }
}

function linesOf(
  row: RowResult,
  index: number,
  result: ComparisonResult,
  locale: Locale,
  t: Translate,
): TableLine[] {
  const { within } = row
  if (!within) return []
  // A row of changes shows here the values that changed.
  const { unit: _unit, ...rest } = row
  const values: RowResult = {
    ...rest,
    ...{ label: within.label, decimals: within.decimals },
    ...(within.unit === undefined ? {} : { unit: within.unit }),
  }
  const show = showOf(within.groups)
  const title =
    row.levels.length > 0 ? headingWithLevels(values, locale, t) : heading(values, locale, t, show)
  const empty = Array.from({ length: 6 }, () => right(''))
  return [
    { kind: 'row', row: index, cells: [left(title), ...empty] },
    ...within.groups.map((group, at): TableLine => ({
      kind: 'level',
      row: index,
      group: at,
      cells: [
        left(textOf(result.groups[at]?.label ?? row.label, locale)),
        right(String(group.n)),
        cellText(group.before, values, show, result),
        cellText(group.after, values, show, result),
        right(effectText(group.effect, values, locale, t)),
        statisticCell(group.test, t),
        right(pText(group.test, result.plan.alpha)),
      ],
    })),
  ]
}

/** Medians stand where ranks were tested in any group, so that the groups can be read side by side. */
function showOf(groups: readonly WithinGroup[]): 'mean' | 'median' {
  return groups.some(({ test }) => test.test === 'wilcoxon') ? 'median' : 'mean'
}

function cellText(
  cell: Cell,
  row: RowResult,
  show: 'mean' | 'median',
  { plan }: ComparisonResult,
): TableCell {
  if (row.levels.length === 0) return right(summaryText(cell, show, row.decimals))
  const yes = yesOf(row)
  if (yes !== null) return right(countText(cell.counts[yes] ?? 0, cell.n, plan.smallPercent))
  return right(cell.counts.join('/'))
}

/** Who has one of the two values takes no part: said for each row. */
function singles(result: ComparisonResult, locale: Locale, t: Translate): string[] {
  return result.rows.flatMap((row) => {
    const n = row.within?.groups.reduce((sum, { single }) => sum + single, 0) ?? 0
    return n === 0
      ? []
      : [
          t('table.noteOf', {
            label: textOf(row.within?.label ?? row.label, locale),
            note: t('within.single', { n }),
          }),
        ]
  })
}
