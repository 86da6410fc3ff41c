import { invalidField } from '@/lib/problem'
import { findComplicationType } from '@/lib/protocol/catalogue'
import type { Saved } from '../change'
import { fromIsoDate } from '../dates'
import { loadEnrolment } from '../enrolments/enrolments'
import { newId } from '../ids'
import type { Tx } from '../transaction'

export interface ImportedComplication {
  readonly enrolmentId: string
  readonly visitId: string | null
  readonly type: string
  readonly detectedOn: string | null
  /** Where it was written before, e.g. the file and its column. */
  readonly source: string
}

/** A complication that was judged before it came to the registry: confirmed, "as in source". */
export async function writeImportedComplication(tx: Tx, input: ImportedComplication): Promise<Saved> {
  const enrolment = await loadEnrolment(tx, input.enrolmentId)
  const type = findComplicationType(input.type)
  if (!type) throw invalidField('type', 'unknown')
  const id = newId()
  await tx.db.complication.create({
    data: {
      id,
      siteId: enrolment.siteId,
      studyId: enrolment.studyId,
      enrolmentId: enrolment.id,
      visitId: input.visitId,
      type: type.code,
      definitionVersion: type.version,
      detectedOn: fromIsoDate(input.detectedOn),
      source: 'import',
      // One type may come from several columns.
      dedupeKey: `import:${input.type}:${input.source}`,
      evidence: [{ key: 'imported', params: { source: input.source }, source: input.source }],
      status: 'confirmed',
      adjudicatedBy: tx.call.actor.id,
      adjudicatedAt: tx.now,
      adjudicationNote: 'as in source',
    },
  })
  return { id, version: 1 }
}
