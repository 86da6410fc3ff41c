import { replan, type VisitChange } from '@/lib/protocol/replan'
import { applyRules } from '../complications/apply-rules'
import { fromIsoDate } from '../dates'
import { readProtocol } from '../studies/studies'
import type { Tx } from '../transaction'
import { finishVisits } from '../visits/finish-visit'
import { readAnchors, readZone, replanVisits } from '../visits/plan-visits'
import { readStanding } from '../visits/standing'
import { loadEnrolment } from './enrolments'
import { refuseEarlierVisits } from './held-records'

interface IndexOperation {
  readonly performedOn: string
  readonly endedTime: string | null
  readonly receivedArm: string | null
}

/** The index operation is the anchor of the visits, and the first treatment unless one came before. */
export async function moveAnchor(tx: Tx, enrolmentId: string, index: IndexOperation): Promise<void> {
  const before = await loadEnrolment(tx, enrolmentId)
  const protocol = await readProtocol(tx, before.protocolVersion)
  await refuseEarlierVisits(tx, enrolmentId, protocol, index.performedOn)
  await writeAnchor(tx, before, {
    ...datesOf(before, index),
    receivedArm: index.receivedArm ?? before.receivedArm ?? before.plannedArm,
  })
}

/** What moving the operation would do to the visits; nothing is written. */
export async function previewAnchor(
  tx: Tx,
  enrolmentId: string,
  index: Pick<IndexOperation, 'performedOn' | 'endedTime'>,
): Promise<readonly VisitChange[]> {
  const enrolment = await loadEnrolment(tx, enrolmentId)
  const protocol = await readProtocol(tx, enrolment.protocolVersion)
  const standing = (await readStanding(tx, [enrolmentId])).get(enrolmentId) ?? []
  const moved = { ...enrolment, ...datesOf(enrolment, index) }
  const { changes } = replan(standing, protocol, readAnchors(moved), await readZone(tx, enrolment.siteId))
  return changes.filter(({ kind }) => kind === 'moves')
}

function datesOf(before: Enrolment, index: Pick<IndexOperation, 'performedOn' | 'endedTime'>) {
  const operatedOn = fromIsoDate(index.performedOn)
  return {
    indexOperationOn: operatedOn,
    indexOperationTime: index.endedTime,
    ...(before.firstTreatmentOn === null || isFollowed(before) ? { firstTreatmentOn: operatedOn } : {}),
  }
}

/** There was no index operation after all: what hung on it waits for one. */
export async function clearAnchor(tx: Tx, enrolmentId: string): Promise<void> {
  const before = await loadEnrolment(tx, enrolmentId)
  await writeAnchor(tx, before, {
    indexOperationOn: null,
    indexOperationTime: null,
    receivedArm: null,
    ...(isFollowed(before) ? { firstTreatmentOn: null } : {}),
  })
}

type Enrolment = Awaited<ReturnType<typeof loadEnrolment>>

function isFollowed({ indexOperationOn, firstTreatmentOn }: Enrolment): boolean {
  return indexOperationOn?.getTime() === firstTreatmentOn?.getTime()
}

interface AnchorColumns {
  readonly indexOperationOn: Date | null
  readonly indexOperationTime: string | null
  readonly receivedArm: string | null
  readonly firstTreatmentOn?: Date | null
}

async function writeAnchor(tx: Tx, { id }: Enrolment, data: AnchorColumns): Promise<void> {
  const enrolment = await tx.db.enrolment.update({
    where: { id },
    data: { ...data, version: { increment: 1 } },
  })
  await replanVisits(tx, enrolment, await readProtocol(tx, enrolment.protocolVersion))
  // What the rules say depends on the day after the operation and on its technique.
  await applyRules(tx, id)
  // The arm and the levels decide which forms a visit asks.
  await finishVisits(tx, id)
}
