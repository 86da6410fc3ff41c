import { smdTable } from '../effects/smd'
import { chisq } from '../tables/chisq'
import { fisher } from '../tables/fisher'
import { cleanTable } from '../tables/table'
import { noTest, type ChosenTest, type TestRule } from './chosen-test'
import { decideTable } from './rules'

function exact(cells: number[][]): ChosenTest {
  const f = fisher(cells)
  if (f.status !== 'ok') return noTest(f.reason)
  return { test: 'fisher', statistic: null, df: null, df2: null, p: f.p }
}

/** The test of a table of counts (a row a group), as `decideTable` has it. */
export function chooseCategorical(table: number[][], rule: TestRule): ChosenTest & { smd: number | null } {
  if (table.length < 2) return { ...noTest('lt_2_groups'), smd: null }
  const { cells, droppedRows } = cleanTable(table)
  if (cells.length < 2 || cells[0]!.length < 2) return { ...noTest('one_category'), smd: null }
  const difference = table.length === 2 && !droppedRows.length ? smdTable(cells) : null
  const smd = difference?.status === 'ok' ? difference.smd : null
  const c = chisq(cells)
  if (c.status !== 'ok') return { ...noTest(c.reason), smd }
  const { test } = decideTable(rule, { ...c, cells: cells.length * cells[0]!.length })
  if (test === 'fisher') return { ...exact(cells), smd }
  const { X2, df, p } = test === 'yates' ? c.yates! : c.pearson
  return { test, statistic: X2, df, df2: null, p, smd }
}
