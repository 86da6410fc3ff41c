import { smdTable } from '../effects/smd'
import { chisq } from '../tables/chisq'
import { fisher } from '../tables/fisher'
import { cleanTable } from '../tables/table'
import { noTest, type ChosenTest, type TestRule } from './chosen-test'

function exact(cells: number[][]): ChosenTest {
  const f = fisher(cells)
  if (f.status !== 'ok') return noTest(f.reason)
  return { test: 'fisher', statistic: null, df: null, df2: null, p: f.p }
}

/**
 * The test of a table of counts (a row a group). `cn-textbook`, 2 × 2: n < 40 or an expected count < 1 gives Fisher,
 * an expected count < 5 Yates, else Pearson; larger, and `welch-first` always: an expected count < 1 or more than
 * 20 % of the cells expecting < 5 gives Fisher, else Pearson.
 */
export function chooseCategorical(table: number[][], rule: TestRule): ChosenTest & { smd: number | null } {
  if (table.length < 2) return { ...noTest('lt_2_groups'), smd: null }
  const { cells, droppedRows } = cleanTable(table)
  if (cells.length < 2 || cells[0]!.length < 2) return { ...noTest('one_category'), smd: null }
  const difference = table.length === 2 && !droppedRows.length ? smdTable(cells) : null
  const smd = difference?.status === 'ok' ? difference.smd : null
  const c = chisq(cells)
  if (c.status !== 'ok') return { ...noTest(c.reason), smd }
  const pearson: ChosenTest = {
    test: 'pearson',
    statistic: c.pearson.X2,
    df: c.pearson.df,
    df2: null,
    p: c.pearson.p,
  }
  if (c.yates && rule === 'cn-textbook') {
    if (c.n < 40 || c.minExpected < 1) return { ...exact(cells), smd }
    if (c.minExpected < 5)
      return { test: 'yates', statistic: c.yates.X2, df: 1, df2: null, p: c.yates.p, smd }
    return { ...pearson, smd }
  }
  const many = cells.length * cells[0]!.length
  if (c.minExpected < 1 || c.cellsLt5 > 0.2 * many) return { ...exact(cells), smd }
  return { ...pearson, smd }
}
