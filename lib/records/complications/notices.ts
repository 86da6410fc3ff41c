import type { Evidence } from '@/lib/protocol/rules/rule'
import type { Prisma } from '../generated/client'
import { newId } from '../ids'
import type { Tx } from '../transaction'

/**
 * Alerts that no rule of a protocol raises: the data under somebody's signature or judgement have changed. Rules
 * never withdraw them; a clinician takes notice.
 */
export const NOTICES = ['signature-void', 'judged-changed'] as const
export type Notice = (typeof NOTICES)[number]

export function isNotice(ruleId: string): boolean {
  return (NOTICES as readonly string[]).includes(ruleId)
}

export interface NewNotice {
  readonly siteId: string
  readonly studyId: string
  readonly enrolmentId: string
  readonly visitId: string | null
  readonly entryId: string | null
  readonly notice: Notice
  /** The same news is told once. */
  readonly about: string
  readonly evidence: Evidence
}

export async function raiseNotice(tx: Tx, { notice, about, evidence, ...owner }: NewNotice): Promise<void> {
  await tx.db.alert.createMany({
    data: [
      {
        id: newId(),
        ...owner,
        ruleId: notice,
        ruleVersion: 1,
        urgent: false,
        dedupeKey: `${notice}:${about}`,
        evidence: [evidence] as unknown as Prisma.InputJsonArray,
      },
    ],
    skipDuplicates: true,
  })
}
