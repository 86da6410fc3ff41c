import { unwrapDataKey, type DataKey } from '../cipher'

/* Guards privacy: changes to this file need a second reader. */

/**
 * Where a ciphertext of a person belongs: it opens nowhere else. A telephone keeps the name of the column it came
 * from ("phone"), so numbers stored before telephones had a table of their own still open.
 */
export function contextOf(column: string, rowId: string, siteId: string): string {
  return `patient_identity|${column}|${rowId}|${siteId}`
}

export interface KeyRow {
  readonly id: string
  readonly siteId: string
  readonly dataKey: string
}

/** The data key of an identity row. */
export function openKey(row: KeyRow): DataKey {
  return unwrapDataKey(row.dataKey, contextOf('data_key', row.id, row.siteId))
}
