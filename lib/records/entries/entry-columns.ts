import { checkValues } from '@/lib/codebook/checks'
import { assessCompleteness } from '@/lib/codebook/completeness'
import type { Instrument, Values } from '@/lib/codebook/item'
import { parseValues } from '@/lib/codebook/schema'
import { computeScores } from '@/lib/instruments/score'
import { Problem } from '@/lib/problem'
import type { Prisma } from '../generated/client'
import type { Tx } from '../transaction'

/** Why a value outside its soft range is right, by item; or one reason for all (imports). */
export type Reasons = Readonly<Record<string, string>> | string

export interface JudgedValues {
  readonly values: Values
  /** Soft issues with the reason given for each. */
  readonly reasons: Readonly<Record<string, string>>
}

/** Parses what was sent by its instrument. */
export function parseSent(instrument: Instrument, sent: unknown): Values {
  const parsed = parseValues(instrument, sent)
  if (!parsed.ok) throw new Problem('invalid', { fields: parsed.issues })
  return parsed.values
}

/** Refuses what cannot be; of what is unusual, keeps the reason given for it. */
export function judgeValues(
  instrument: Instrument,
  values: Values,
  previous: Values | null,
  reasons: Reasons,
): JudgedValues {
  const { hard, soft } = checkValues(instrument, values, previous ? { previous } : {})
  if (hard.length > 0) throw new Problem('invalid', { fields: hard })
  const reasonFor = (item: string) => (typeof reasons === 'string' ? reasons : (reasons[item] ?? '')).trim()
  const unexplained = soft.filter((issue) => reasonFor(issue.field) === '')
  if (unexplained.length > 0) throw new Problem('invalid', { reason: 'needs_reason', fields: unexplained })
  return {
    values,
    reasons: Object.fromEntries(soft.map((issue) => [issue.field, reasonFor(issue.field)])),
  }
}

/** The columns of an entry that a save writes: values, what follows from them, and who saved. */
export function toEntryColumns(tx: Tx, instrument: Instrument, { values, reasons }: JudgedValues) {
  return {
    values: values as unknown as Prisma.InputJsonObject,
    scores: computeScores(instrument, values) as unknown as Prisma.InputJsonObject,
    reasons,
    complete: assessCompleteness(instrument, values).complete,
    savedBy: tx.call.actor.id,
    savedAt: tx.now,
  }
}

export type EntryColumns = ReturnType<typeof toEntryColumns>
