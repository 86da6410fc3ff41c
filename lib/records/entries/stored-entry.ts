import type { Scores, Values } from '@/lib/codebook/item'
import type { Tx } from '../transaction'

export interface StoredEntry {
  readonly id: string
  readonly version: number
  readonly instrumentVersion: number
  readonly values: Values
  readonly scores: Scores
  readonly reasons: Readonly<Record<string, string>>
  readonly complete: boolean
  /** Who saved it: actor id, and the name people know. */
  readonly savedBy: string
  readonly savedByName?: string
  readonly savedAt: Date
}

type Row = NonNullable<Awaited<ReturnType<Tx['db']['entry']['findFirst']>>>

/** Our own JSON columns, written through `saveEntry` alone. */
export function toStoredEntry(row: Row): StoredEntry {
  return {
    id: row.id,
    version: row.version,
    instrumentVersion: row.instrumentVersion,
    values: row.values as unknown as Values,
    scores: row.scores as unknown as Scores,
    reasons: row.reasons as unknown as Record<string, string>,
    complete: row.complete,
    savedBy: row.savedBy,
    savedAt: row.savedAt,
  }
}
