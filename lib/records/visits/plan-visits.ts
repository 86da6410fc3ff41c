import type { Protocol } from '@/lib/protocol/protocol'
import { planVisits, type Anchors, type PlannedVisit } from '@/lib/protocol/schedule'
import { fromIsoDate, toIsoDate } from '../dates'
import { newId } from '../ids'
import type { Tx } from '../transaction'

/** What the schedule of one enrolment hangs on, as stored. */
export interface AnchorRow {
  readonly id: string
  readonly siteId: string
  readonly studyId: string
  readonly enrolledOn: Date
  readonly randomisedOn: Date | null
  readonly firstTreatmentOn: Date | null
  readonly indexOperationOn: Date | null
  readonly indexOperationTime: string | null
  readonly dischargedOn: Date | null
}

export function readAnchors(row: AnchorRow): Anchors {
  const moment = (date: Date | null) => (date ? { date: toIsoDate(date) } : undefined)
  const randomisation = moment(row.randomisedOn)
  const firstTreatment = moment(row.firstTreatmentOn)
  const operation = moment(row.indexOperationOn)
  return {
    enrolment: { date: toIsoDate(row.enrolledOn) },
    ...(randomisation ? { randomisation } : {}),
    ...(firstTreatment ? { first_treatment: firstTreatment } : {}),
    ...(operation
      ? {
          index_operation: row.indexOperationTime
            ? { ...operation, time: row.indexOperationTime }
            : operation,
        }
      : {}),
    ...(row.dischargedOn ? { discharge: toIsoDate(row.dischargedOn) } : {}),
  }
}

export function toColumns(plan: Omit<PlannedVisit, 'code'>) {
  return {
    targetOn: fromIsoDate(plan.target),
    opens: plan.opens,
    closes: plan.closes,
    firstDay: fromIsoDate(plan.firstDay),
    lastDay: fromIsoDate(plan.lastDay),
  }
}

export async function readZone(tx: Tx, siteId: string): Promise<string> {
  const site = await tx.db.site.findUniqueOrThrow({ where: { id: siteId }, select: { timeZone: true } })
  return site.timeZone
}

/** Makes every visit of the protocol for a new enrolment. */
export async function insertVisits(tx: Tx, enrolment: AnchorRow, protocol: Protocol): Promise<void> {
  const plans = planVisits(protocol, readAnchors(enrolment), await readZone(tx, enrolment.siteId))
  await tx.db.visit.createMany({
    data: plans.map((plan, index) => ({
      id: newId(),
      siteId: enrolment.siteId,
      studyId: enrolment.studyId,
      enrolmentId: enrolment.id,
      code: plan.code,
      ordinal: index + 1,
      scheduled: true,
      graceDays: protocol.visits[index]?.graceDays ?? 0,
      ...toColumns(plan),
    })),
  })
}

/** Plans the visits anew after an anchor changed; what was done stays where it is. */
export async function replanVisits(tx: Tx, enrolment: AnchorRow, protocol: Protocol): Promise<void> {
  const plans = planVisits(protocol, readAnchors(enrolment), await readZone(tx, enrolment.siteId))
  const rows = await tx.db.visit.findMany({ where: { enrolmentId: enrolment.id, voidedAt: null } })
  for (const plan of plans) {
    const row = rows.find((visit) => visit.code === plan.code)
    if (!row || isSamePlan(row, plan)) continue
    await tx.db.visit.update({
      where: { id: row.id },
      data: { ...toColumns(plan), version: { increment: 1 } },
    })
  }
}

interface StoredPlan {
  targetOn: Date | null
  opens: Date | null
  closes: Date | null
  firstDay: Date | null
  lastDay: Date | null
}

function isSamePlan(row: StoredPlan, plan: PlannedVisit): boolean {
  const next = toColumns(plan)
  const time = (date: Date | null) => date?.getTime() ?? null
  return (['targetOn', 'opens', 'closes', 'firstDay', 'lastDay'] as const).every(
    (column) => time(row[column]) === time(next[column]),
  )
}
