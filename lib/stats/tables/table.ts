/** A table of counts without its empty rows and columns. */
export type CleanTable = { cells: number[][]; droppedRows: number[]; droppedCols: number[] }

/** Checks shape and values and drops rows and columns that hold nothing. Throws naming `table` on misuse. */
export function cleanTable(table: ArrayLike<ArrayLike<number>>): CleanTable {
  const rows = Array.from(table, (row) => Array.from(row))
  const width = rows[0]?.length ?? 0
  for (const row of rows) {
    if (row.length !== width) throw new RangeError('table must have rows of equal length')
    for (const v of row)
      if (!(typeof v === 'number' && v >= 0 && v < Infinity))
        throw new RangeError(`table must hold counts >= 0, got ${v}`)
  }
  const droppedRows: number[] = []
  const droppedCols: number[] = []
  rows.forEach((row, i) => {
    if (row.every((v) => v === 0)) droppedRows.push(i)
  })
  for (let j = 0; j < width; j++) if (rows.every((row) => row[j] === 0)) droppedCols.push(j)
  const cells = rows
    .filter((_, i) => !droppedRows.includes(i))
    .map((row) => row.filter((_, j) => !droppedCols.includes(j)))
  return { cells, droppedRows, droppedCols }
}

/** Row totals, column totals and the grand total. */
export function margins(cells: readonly (readonly number[])[]): {
  rows: number[]
  cols: number[]
  n: number
} {
  const rows = cells.map((row) => row.reduce((a, b) => a + b, 0))
  const cols = (cells[0] ?? []).map((_, j) => cells.reduce((sum, row) => sum + row[j]!, 0))
  return { rows, cols, n: rows.reduce((a, b) => a + b, 0) }
}

/** True when every cell is a whole number. */
export function isWhole(cells: readonly (readonly number[])[]): boolean {
  return cells.every((row) => row.every(Number.isSafeInteger))
}
