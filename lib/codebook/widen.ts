import type { Column, Dataset, TextColumn } from './dataset'
import { columnName, findColumn } from './dataset-build'

const VISIT = 'visit'

/**
 * Turns one row a patient and visit into one row a patient: `vas` at m12 becomes `vas_m12`. Patients keep the order
 * of their first row; a visit a patient does not have is missing.
 * @param visits visit codes, in the order of the new columns; rows of other visits are left out
 * @param options.fixed columns that are the same at every visit of a patient (arm, sex …) and are kept once
 * @throws Error when the grain is not visit, when a patient has a visit twice, or when a fixed column varies
 */
export function widen(
  dataset: Dataset,
  visits: readonly string[],
  options: { readonly fixed?: readonly string[] } = {},
): Dataset {
  const patientKey = dataset.keys.find(({ variable }) => variable.name !== VISIT)
  if (dataset.grain !== 'visit' || !patientKey) throw new Error('widen needs the grain visit')
  const { patients, firstRows, rowAt } = indexRows(dataset, patientKey)
  const fixed = new Set(options.fixed)
  for (const name of fixed) checkFixed(findColumn(dataset, name), patientKey, patients, firstRows)
  const columns = dataset.columns.flatMap((column) => {
    if (fixed.has(column.variable.name)) return [pick(column, firstRows, column.variable.name)]
    return visits.map((visit) => {
      const rows = [...patients.keys()].map((patient) => rowAt.get(joinKey(patient, visit)) ?? -1)
      return pick(column, rows, columnName(column.variable.name, { visit }), visit)
    })
  })
  const key = pick(patientKey, firstRows, patientKey.variable.name) as TextColumn
  return { grain: 'patient', rows: firstRows.length, keys: [key], columns }
}

function indexRows(dataset: Dataset, patientKey: TextColumn) {
  const visitKey = findColumn(dataset, VISIT)
  const patients = new Map<string, number>()
  const firstRows: number[] = []
  const rowAt = new Map<string, number>()
  for (let row = 0; row < dataset.rows; row += 1) {
    const patient = patientKey.values[row] ?? ''
    const place = joinKey(patient, String(visitKey.values[row] ?? ''))
    if (rowAt.has(place)) throw new Error(`${place}: the visit is there twice`)
    rowAt.set(place, row)
    if (patients.has(patient)) continue
    patients.set(patient, firstRows.length)
    firstRows.push(row)
  }
  return { patients, firstRows, rowAt }
}

function checkFixed(
  column: Column,
  patientKey: TextColumn,
  patients: ReadonlyMap<string, number>,
  firstRows: readonly number[],
): void {
  for (const [row, patient] of patientKey.values.entries()) {
    const first = firstRows[patients.get(patient ?? '') ?? -1] ?? -1
    if (!Object.is(column.values[row], column.values[first])) {
      throw new Error(`${column.variable.name} varies within ${patient}`)
    }
  }
}

/** The column at those rows, in that order; row −1 is missing. */
function pick(column: Column, rows: readonly number[], name: string, visit?: string): Column {
  const variable = { ...column.variable, name, ...(visit === undefined ? {} : { visit }) }
  const picked = column.reasons && Uint8Array.from(rows, (row) => column.reasons?.[row] ?? 0)
  const reasons = picked?.some((reason) => reason > 0) ? { reasons: picked } : {}
  switch (column.kind) {
    case 'number':
      return {
        kind: 'number',
        variable,
        values: Float64Array.from(rows, (row) => column.values[row] ?? NaN),
        ...reasons,
      }
    case 'code':
      return {
        kind: 'code',
        variable,
        values: Int32Array.from(rows, (row) => column.values[row] ?? -1),
        ...reasons,
      }
    default:
      return {
        kind: column.kind,
        variable,
        values: rows.map((row) => column.values[row] ?? null),
        ...reasons,
      }
  }
}

function joinKey(patient: string, visit: string): string {
  return `${patient}\u0000${visit}`
}
