import { chiSquareCdf } from '../kernel/gamma'
import { notComputable, type NotComputable } from '../result'
import { completeRows } from './complete-rows'

export type CochranQ = { status: 'ok'; n: number; Q: number; df: number; p: number }

/**
 * Cochran's Q: equal proportions of a yes/no answer under k related conditions.
 *
 * @param matrix a row a subject, a column a condition, values 0 or 1; rows with a missing value are left out
 * @throws RangeError when a value is neither 0 nor 1
 *
 * R: `mantelhaen.test(table(answer, condition, subject))$statistic`.
 */
export function cochranQ(matrix: readonly ArrayLike<number>[]): CochranQ | NotComputable {
  const rows = completeRows(matrix)
  const k = rows[0]?.length ?? 0
  const columns = new Float64Array(k)
  let total = 0
  let squares = 0
  for (const row of rows) {
    let sum = 0
    row.forEach((v, j) => {
      if (v !== 0 && v !== 1) throw new RangeError(`matrix must hold 0 and 1, got ${v}`)
      sum += v
      columns[j] = columns[j]! + v
    })
    total += sum
    squares += sum * sum
  }
  const denominator = k * total - squares
  if (!(denominator > 0)) return notComputable('no_discordant_rows')
  const columnSquares = columns.reduce((s, c) => s + c * c, 0)
  const Q = ((k - 1) * (k * columnSquares - total * total)) / denominator
  return { status: 'ok', n: rows.length, Q, df: k - 1, p: chiSquareCdf(Math.max(0, Q), k - 1, 'upper') }
}
