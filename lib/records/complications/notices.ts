import type { Notice } from '@/lib/protocol/rules/notices'
import type { Evidence } from '@/lib/protocol/rules/rule'
import type { Prisma } from '../generated/client'
import { newId } from '../ids'
import type { Tx } from '../transaction'

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

/** Tells that data have changed under a signature or a judgement. */
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
