import { chiSquareCdf } from '../kernel/gamma'
import { notComputable, type NotComputable } from '../result'
import { cleanTable, margins } from './table'

export type ChiSquare = { X2: number; df: number; p: number }
export type Chisq = {
  status: 'ok'
  n: number
  /** Indices (from 0) of rows and columns left out because they hold nothing. */
  droppedRows: number[]
  droppedCols: number[]
  pearson: ChiSquare
  /** With Yates's correction, 2 × 2 only. */
  yates: ChiSquare | null
  likelihoodRatio: { G2: number; df: number; p: number }
  /** (n - 1) r² with scores 1, 2, … for rows and columns. */
  linearByLinear: { M2: number; p: number }
  cramerV: number
  expected: number[][]
  minExpected: number
  /** How many cells expect fewer than 5. */
  cellsLt5: number
  adjustedResiduals: number[][]
}

/** Squared correlation of row and column scores 1, 2, …, weighted by the counts. */
function squaredTrend(cells: number[][], rows: number[], cols: number[], n: number): number {
  const meanRow = rows.reduce((s, v, i) => s + v * (i + 1), 0) / n
  const meanCol = cols.reduce((s, v, j) => s + v * (j + 1), 0) / n
  const varRow = rows.reduce((s, v, i) => s + v * (i + 1 - meanRow) ** 2, 0)
  const varCol = cols.reduce((s, v, j) => s + v * (j + 1 - meanCol) ** 2, 0)
  let cov = 0
  cells.forEach((row, i) => row.forEach((v, j) => (cov += v * (i + 1 - meanRow) * (j + 1 - meanCol))))
  return (cov * cov) / (varRow * varCol)
}

/**
 * Chi-square tests of an r × c table of counts: Pearson, Yates (2 × 2), likelihood ratio, linear by linear.
 *
 * @param table rows of counts >= 0; empty rows and columns are dropped first and named
 * @returns not computable with fewer than two non-empty rows or columns
 * @throws RangeError when a count is negative or rows differ in length
 *
 * R: `chisq.test(table, correct = FALSE)` and `correct = TRUE`; residuals are its `stdres`.
 * @example chisq([[22, 34], [26, 32]]).pearson.p // 0.549
 */
export function chisq(table: ArrayLike<ArrayLike<number>>): Chisq | NotComputable {
  const { cells, droppedRows, droppedCols } = cleanTable(table)
  if (cells.length < 2 || cells[0]!.length < 2) return notComputable('lt_2_rows_or_columns')
  const { rows, cols, n } = margins(cells)
  const expected = rows.map((r) => cols.map((c) => (r * c) / n))
  const df = (rows.length - 1) * (cols.length - 1)
  const two = rows.length === 2 && cols.length === 2
  const shift = two ? Math.min(0.5, Math.abs(cells[0]![0]! - expected[0]![0]!)) : 0
  let X2 = 0
  let corrected = 0
  let G2 = 0
  let minExpected = Infinity
  let cellsLt5 = 0
  cells.forEach((row, i) =>
    row.forEach((o, j) => {
      const e = expected[i]![j]!
      X2 += (o - e) ** 2 / e
      corrected += (Math.abs(o - e) - shift) ** 2 / e
      if (o > 0) G2 += 2 * o * Math.log(o / e)
      minExpected = Math.min(minExpected, e)
      if (e < 5) cellsLt5++
    }),
  )
  const M2 = (n - 1) * squaredTrend(cells, rows, cols, n)
  const upper = (x: number, k: number) => chiSquareCdf(Math.max(0, x), k, 'upper')
  return {
    status: 'ok',
    n,
    droppedRows,
    droppedCols,
    pearson: { X2, df, p: upper(X2, df) },
    yates: two ? { X2: corrected, df: 1, p: upper(corrected, 1) } : null,
    likelihoodRatio: { G2, df, p: upper(G2, df) },
    linearByLinear: { M2, p: upper(M2, 1) },
    cramerV: Math.sqrt(X2 / (n * Math.min(rows.length - 1, cols.length - 1))),
    expected,
    minExpected,
    cellsLt5,
    adjustedResiduals: cells.map((row, i) =>
      row.map((o, j) => {
        const e = expected[i]![j]!
        return (o - e) / Math.sqrt(e * (1 - rows[i]! / n) * (1 - cols[j]! / n))
      }),
    ),
  }
}
