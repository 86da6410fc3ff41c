/** All that is shown of a comparison, laid out once: the screen, Word and the workbook draw the same objects. */
import type { Locale } from '@/lib/i18n/locale'
import { layoutPairs } from './layout-pairs'
import { layoutTable } from './layout-table'
import { layoutWithin } from './layout-within'
import type { CompareDesk } from './list-variables'
import { draftMethods } from './methods-text'
import { findPrimary, nameColumn, nameRows } from './name-variables'
import type { ComparisonResult } from './result'
import { sayCondition } from './say-population'
import type { TableLayout, Translate } from './table-parts'

/** Translators of the namespaces `analysis` and `compare`. */
export interface ResultWords {
  readonly analysis: Translate
  readonly compare: Translate
}

export interface LaidResult {
  /** With the names of its rows written out; no number is another. */
  readonly result: ComparisonResult
  readonly main: TableLayout
  readonly within: TableLayout | null
  readonly pairs: TableLayout | null
  /** Those of the three that there are, in the order they are printed in. */
  readonly tables: readonly TableLayout[]
  readonly methods: string
  /** Each condition of the population, in words. */
  readonly conditions: readonly string[]
  /** None of the rows is the primary outcome of the protocol. */
  readonly exploratory: boolean
}

export function layResult(
  given: ComparisonResult,
  desk: CompareDesk,
  locale: Locale,
  { analysis, compare }: ResultWords,
): LaidResult {
  const result = nameRows(given, desk, locale, compare('primarySuffix'), compare)
  const primary = findPrimary(desk)
  const standing =
    primary === null
      ? compare('noPrimary')
      : compare('primaryIs', { name: nameColumn(desk, primary, locale) })
  const table = layoutTable(result, locale, analysis)
  const main = { ...table, notes: [standing, ...table.notes] }
  const within = layoutWithin(result, locale, analysis)
  const pairs = layoutPairs(result, locale, analysis)
  return {
    ...{ result, main, within, pairs },
    tables: [main, within, pairs].flatMap((one) => (one ? [one] : [])),
    methods: draftMethods(result, locale, analysis),
    conditions: result.conditions?.map((condition) => sayCondition(condition, locale, analysis)) ?? [],
    exploratory: !result.rows.some(({ variable }) => variable === primary),
  }
}
