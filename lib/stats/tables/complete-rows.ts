import { requireNumbers } from '../kernel/sample'

/** Rows without a missing value, copied. Throws when rows differ in length. */
export function completeRows(matrix: readonly ArrayLike<number>[]): Float64Array[] {
  const width = matrix[0]?.length ?? 0
  const out: Float64Array[] = []
  matrix.forEach((row, i) => {
    requireNumbers(row, `matrix[${i}]`)
    if (row.length !== width)
      throw new RangeError(`matrix must have rows of equal length, row ${i} has ${row.length}`)
    const copy = Float64Array.from(row)
    if (!copy.some(Number.isNaN)) out.push(copy)
  })
  return out
}
