import { Problem } from '@/lib/problem'
import { findArm } from '@/lib/protocol/protocol-read'
import type { Protocol } from '@/lib/protocol/protocol'
import { replan, type Replan } from '@/lib/protocol/replan'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { applyRules } from '../complications/apply-rules'
import { newId } from '../ids'
import { refuseOtherVersion } from '../refuse-other-version'
import { readProtocol } from '../studies/studies'
import type { Tx } from '../transaction'
import { finishVisits } from '../visits/finish-visit'
import { refuseLocked } from '../visits/guard-visit'
import { readAnchors, readZone, toColumns } from '../visits/plan-visits'
import { readStanding, type StoredVisit } from '../visits/standing'
import { loadEnrolment, lockEnrolment } from './enrolments'

export interface ProtocolMove {
  readonly version: number
  /** Number of the version to follow from now on. */
  readonly to: number
  readonly reason: string
}

/**
 * Moves one patient to another version: visits it adds appear, windows follow it, visits it drops go unless something
 * was recorded at them; those stay, outside the plan.
 */
export async function moveProtocol(
  call: Call,
  study: string,
  id: string,
  input: ProtocolMove,
): Promise<Done> {
  const reason = input.reason.trim()
  return change(
    call,
    'enrolment.move_protocol',
    { study },
    async (tx) => {
      await lockEnrolment(tx, id)
      const enrolment = await loadEnrolment(tx, id)
      refuseOtherVersion(enrolment.version, input.version)
      if (enrolment.protocolVersion === input.to) throw new Problem('not_now', { reason: 'same_protocol' })
      const protocol = await readProtocol(tx, input.to)
      if (!hasArms(protocol, enrolment)) throw new Problem('not_now', { reason: 'arm_not_in_protocol' })
      const standing = (await readStanding(tx, [id])).get(id) ?? []
      const zone = await readZone(tx, enrolment.siteId)
      const next = replan(standing, protocol, readAnchors(enrolment), zone)
      await refuseLockedChange(tx, standing, next)
      await writeReplan(tx, enrolment, standing, next, reason)
      await tx.db.enrolment.update({
        where: { id },
        data: { protocolVersion: input.to, version: { increment: 1 } },
      })
      await applyRules(tx, id)
      await finishVisits(tx, id)
      return { id, version: enrolment.version + 1 }
    },
    { reason },
  )
}

/** Without the patient's arm the new version would not know what to ask. */
export function hasArms(
  protocol: Protocol,
  enrolment: { readonly plannedArm: string | null; readonly receivedArm: string | null },
): boolean {
  return [enrolment.plannedArm, enrolment.receivedArm].every(
    (arm) => arm === null || findArm(protocol, arm) !== undefined,
  )
}

type Enrolment = Awaited<ReturnType<typeof loadEnrolment>>

async function writeReplan(
  tx: Tx,
  enrolment: Enrolment,
  standing: readonly StoredVisit[],
  { plans, changes }: Replan,
  reason: string,
): Promise<void> {
  const idOf = new Map(standing.map(({ code, id }) => [code, id]))
  const changed = new Set(changes.map(({ code }) => code))
  for (const [index, plan] of plans.entries()) {
    const ordinal = index + 1
    const data = { ...toColumns(plan), ordinal, graceDays: plan.graceDays, scheduled: true }
    const id = idOf.get(plan.code)
    if (id === undefined) {
      const { siteId, studyId, id: enrolmentId } = enrolment
      await tx.db.visit.create({
        data: { id: newId(), siteId, studyId, enrolmentId, code: plan.code, ...data },
      })
    } else if (changed.has(plan.code)) {
      await tx.db.visit.update({ where: { id }, data: { ...data, version: { increment: 1 } } })
    } else {
      // Only its place in the list: whoever has the visit open may still save it.
      await tx.db.visit.updateMany({ where: { id, ordinal: { not: ordinal } }, data: { ordinal } })
    }
  }
  for (const { code, kind } of changes) {
    const id = idOf.get(code)
    if (!id || (kind !== 'disappears' && kind !== 'unscheduled')) continue
    await (kind === 'disappears'
      ? dropVisit(tx, enrolment.id, id, code, reason)
      : tx.db.visit.update({ where: { id }, data: { ...OUTSIDE, version: { increment: 1 } } }))
  }
}

/** The day a locked visit counts for stays: where the version would move it, it is unlocked first. */
async function refuseLockedChange(
  tx: Tx,
  standing: readonly StoredVisit[],
  { changes }: Replan,
): Promise<void> {
  const changed = new Set(changes.map(({ code }) => code))
  const ids = standing.filter(({ code }) => changed.has(code)).map(({ id }) => id)
  const locked = await tx.db.visit.findFirst({ where: { id: { in: ids }, lockedAt: { not: null } } })
  await refuseLocked(tx, locked)
}

/** No window any more; listed behind what is planned. */
const OUTSIDE = {
  scheduled: false,
  ordinal: 100,
  graceDays: 0,
  targetOn: null,
  opens: null,
  closes: null,
  firstDay: null,
  lastDay: null,
}

async function dropVisit(tx: Tx, enrolmentId: string, id: string, code: string, reason: string) {
  await tx.db.visit.update({
    where: { id },
    data: {
      voidedAt: tx.now,
      voidReason: reason,
      voidSeq: await tx.db.visit.count({ where: { enrolmentId, code } }),
      version: { increment: 1 },
    },
  })
}
