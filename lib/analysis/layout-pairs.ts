/** The table of groups two by two. Null with two groups. */
import type { Locale } from '@/lib/i18n/locale'
import { textOf } from '@/lib/i18n/locale'
import { formatP } from './format'
import { pairName } from './layout-table'
import type { ComparisonResult, RowResult } from './result'
import {
  DASH,
  effectText,
  left,
  right,
  statisticCell,
  type TableLayout,
  type TableLine,
  type Translate,
} from './table-parts'

export function layoutPairs(result: ComparisonResult, locale: Locale, t: Translate): TableLayout | null {
  const body = result.rows.flatMap((row, index) => linesOf(row, index, result, locale, t))
  if (body.length === 0) return null
  const uses = (test: (row: RowResult) => boolean) => result.rows.some((row) => row.pairwise && test(row))
  return {
    title: t('pairs.title'),
    head: {
      kind: 'head',
      cells: [
        left(t('table.variable')),
        right(t('table.difference', { conf: result.plan.conf * 100 })),
        right(t('table.statistic')),
        { runs: [{ text: 'P', italic: true }, { text: t('pairs.adjusted') }], align: 'right' },
      ],
    },
    body,
    notes: [
      ...(uses(({ pairwise }) => pairwise?.method === 'lsd')
        ? [t('pairs.lsd', { alpha: result.plan.alpha })]
        : []),
      ...(uses(({ pairwise }) => pairwise?.method === 'holm') ? [t('pairs.holm')] : []),
      ...(uses(({ pairwise }) => pairwise?.against === 'first') ? [t('pairs.first')] : []),
      t('pairs.intervals'),
    ],
  }
}

function linesOf(
  row: RowResult,
  index: number,
  { groups, plan }: ComparisonResult,
  locale: Locale,
  t: Translate,
): TableLine[] {
  const { pairwise } = row
  if (!pairwise) return []
  const nameOf = (at: number) => textOf(groups[at]?.label ?? row.label, locale)
  const unit = row.unit === undefined ? '' : t('table.described', { unit: '', shown: row.unit })
  return [
    {
      kind: 'row',
      row: index,
      cells: [
        left(textOf(row.label, locale) + unit),
        right(''),
        right(''),
        right(t(`pairs.methods.${pairwise.method}`)),
      ],
    },
    ...pairwise.list.map(({ groups: [i, j], effect, test, p }): TableLine => ({
      kind: 'level',
      row: index,
      cells: [
        left(pairName(nameOf(i), nameOf(j))),
        right(effectText(effect, row, locale, t)),
        statisticCell(test, t),
        right(p === null ? DASH : formatP(p, plan.alpha)),
      ],
    })),
  ]
}
