import { replan, type VisitChange } from '@/lib/protocol/replan'
import type { Protocol } from '@/lib/protocol/protocol'
import type { Call } from '../call'
import { reading } from '../change'
import { seenWhere } from '../scope'
import { readProtocol } from '../studies/studies'
import { studyOf } from '../transaction'
import { readAnchors, readZone } from '../visits/plan-visits'
import { readStanding } from '../visits/standing'
import { hasArms } from './move-protocol'

/** A patient on another version than the one that would be followed, and what moving would change. */
export interface MovableEnrolment {
  readonly id: string
  readonly code: string
  readonly version: number
  readonly protocolVersion: number
  readonly ended: boolean
  readonly changes: readonly VisitChange[]
  /** The version has not the patient's arm, so it cannot be followed. */
  readonly withoutArm: boolean
}

export interface MovePage {
  readonly to: number
  readonly inForce: number
  /** The version that would be followed. */
  readonly protocol: Protocol
  readonly rows: readonly MovableEnrolment[]
  readonly total: number
}

export const MOVE_PAGE = 25

/** Patients who do not follow the version, a page at a time, each with a preview. Nothing is written. */
export async function getMovePage(
  call: Call,
  study: string,
  input: { readonly page: number; readonly to?: number | undefined },
): Promise<MovePage> {
  return reading(call, 'enrolment.move_protocol', { study }, async (tx) => {
    const { id: studyId, protocolVersion: inForce } = studyOf(tx)
    const to = input.to ?? inForce
    const protocol = await readProtocol(tx, to)
    const where = { studyId, voidedAt: null, protocolVersion: { not: to }, ...seenWhere(tx) }
    const total = await tx.db.enrolment.count({ where })
    const enrolments = await tx.db.enrolment.findMany({
      where,
      orderBy: { ordinal: 'asc' },
      take: MOVE_PAGE,
      skip: (input.page - 1) * MOVE_PAGE,
    })
    const standing = await readStanding(
      tx,
      enrolments.map(({ id }) => id),
    )
    const zones = new Map<string, string>()
    const rows: MovableEnrolment[] = []
    for (const enrolment of enrolments) {
      const { id, code, version, protocolVersion, siteId, endedOn } = enrolment
      const zone = zones.get(siteId) ?? (await readZone(tx, siteId))
      zones.set(siteId, zone)
      const { changes } = replan(standing.get(id) ?? [], protocol, readAnchors(enrolment), zone)
      rows.push({
        id,
        code,
        version,
        protocolVersion,
        ended: endedOn !== null,
        changes,
        withoutArm: !hasArms(protocol, enrolment),
      })
    }
    return { to, inForce, protocol, rows, total }
  })
}
