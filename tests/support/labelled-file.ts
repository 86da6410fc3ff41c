import type { Column, Dataset } from '@/lib/codebook/dataset'
import { MISSING_CODES, MISSING_REASONS } from '@/lib/codebook/item'
import { MISSING_LABELS } from '@/lib/exchange/extract-notes'

/** A date is its ISO text; nothing entered and the empty text are null. */
export type ReadCell = number | string | null | { readonly missing: string }

export interface ReadVariable {
  readonly name: string
  readonly label: string
  /** By value, or by the reason of a missing value. */
  readonly labels: Readonly<Record<string, string>>
  readonly cells: readonly ReadCell[]
}

/** What a reader found in a file of SPSS's or Stata's. */
export interface ReadFile {
  readonly variables: readonly ReadVariable[]
  readonly notes: readonly string[]
}

/** The cells of a column as the data set has them. */
export function cellsOf({ kind, values, reasons }: Column): ReadCell[] {
  return Array.from<string | number | null, ReadCell>(values, (value, row) => {
    const reason = MISSING_REASONS[(reasons?.[row] ?? 0) - 1]
    if (reason) return { missing: reason }
    if (typeof value === 'number')
      return Number.isNaN(value) || (kind === 'code' && value === -1) ? null : value + 0
    return value === '' ? null : value
  })
}

/** Columns by name as the file has them, what stands in variables of their own put back. */
export function restoreColumns(file: ReadFile): Map<string, ReadCell[]> {
  const columns = new Map<string, ReadCell[]>()
  for (const { name, cells } of file.variables) {
    const [, of = name, beside] = /^(.+)__(missing|partial)$/.exec(name) ?? []
    const known = columns.get(of)
    if (!beside || !known) columns.set(name, [...cells])
    else {
      for (const [row, cell] of cells.entries()) {
        if (cell === null) continue
        if (known[row] !== null) throw new Error(`${name} tells of row ${row}, which has a value`)
        known[row] = beside === 'partial' ? cell : { missing: reasonOf(cell) }
      }
    }
  }
  return columns
}

/** The labels of the values of a column: its codes, and the reasons where there may be any. */
export function labelsOf({ kind, variable, reasons }: Column, language: 'zh' | 'en'): Record<string, string> {
  const codes = (variable.codes ?? []).map(({ code, label }): [string, string] => [
    String(code),
    label[language],
  ])
  const asked = kind !== 'text' && (reasons ?? (variable.origin && variable.formula === undefined))
  const told = asked ? MISSING_REASONS : []
  return Object.fromEntries([...codes, ...told.map((reason) => [reason, MISSING_LABELS[reason][language]])])
}

export function columnsOf(dataset: Dataset): Map<string, ReadCell[]> {
  return new Map(
    [...dataset.keys, ...dataset.columns].map((column) => [column.variable.name, cellsOf(column)]),
  )
}

function reasonOf(cell: ReadCell): string {
  return (
    MISSING_REASONS.find((reason) => MISSING_CODES[reason] === cell) ?? `no reason ${JSON.stringify(cell)}`
  )
}
