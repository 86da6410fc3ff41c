import { Problem, invalidField } from '@/lib/problem'
import { localDate } from '@/lib/protocol/local-time'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { newId } from '../ids'
import { studyOf, widen, type Tx } from '../transaction'
import { addMissingTokens, dropStrangePhones } from './align-tokens'
import { listPatientStudies, loadPatient, lockPatients } from './load-patient'
import { findDuplicates, readIdentity, type FoundPatient } from './patients'

const MERGED = 'merged into another record of the same person'

/**
 * Two records of one person: the other's enrolments and telephones go under the kept one, whose identity stays.
 * Both enrolled in one study is refused: one of those enrolments is a duplicate and is voided first.
 */
export async function mergePatients(
  call: Call,
  study: string,
  keptId: string,
  input: { readonly otherId: string; readonly reason: string },
): Promise<Done> {
  const { otherId, reason } = input
  const work = async (narrow: Tx) => {
    await lockPatients(narrow, [keptId, otherId])
    const kept = await loadPatient(narrow, keptId)
    if (otherId === keptId) throw invalidField('otherId', 'same_record')
    const [found] = await narrow.db.$queryRaw<[{ siteId: string | null }]>`
      select find_patient_site(${otherId}::uuid) as "siteId"`
    if (found.siteId !== kept.siteId) throw new Problem('not_found')
    const studies = await listPatientStudies(narrow, [keptId, otherId])
    const tx = await widen(narrow, 'patient.merge', studies, kept.siteId)
    await lockPatients(tx, [keptId, otherId])
    await refuseMerge(tx, keptId, otherId)
    const moved = await listMoving(tx, otherId)
    await hangUnder(tx, moved, otherId, keptId)
    const gone = { voidedAt: tx.now, voidReason: MERGED, voidSeq: 1 }
    await tx.db.patientIdentity.updateMany({ where: { patientId: otherId, voidedAt: null }, data: gone })
    await tx.db.patient.update({ where: { id: otherId }, data: { ...gone, version: { increment: 1 } } })
    const id = newId()
    const owner = { siteId: kept.siteId, studyId: studyOf(tx).id }
    await tx.db.patientMerge.create({
      data: { id, ...owner, patientId: keptId, otherId, moved: { ...moved }, reason },
    })
    return { id, version: 1 }
  }
  return change(call, 'patient.merge', { study }, work, { reason })
}

/** The two were not one person: the record that was merged stands again, with what had come from it. */
export async function partPatients(
  call: Call,
  study: string,
  keptId: string,
  input: { readonly mergeId: string; readonly version: number; readonly reason: string },
): Promise<Done> {
  const { mergeId: id, reason } = input
  const work = async (narrow: Tx) => {
    const kept = await loadPatient(narrow, keptId)
    const where = { id, patientId: keptId, partedAt: null }
    const found = await narrow.db.patientMerge.findFirst({ where })
    if (!found) throw new Problem('not_found')
    const { otherId } = found
    const studies = await listPatientStudies(narrow, [keptId, otherId])
    const tx = await widen(narrow, 'patient.part', studies, kept.siteId)
    await lockPatients(tx, [keptId, otherId])
    const merge = await tx.db.patientMerge.findFirst({ where })
    if (!merge || merge.version !== input.version) {
      throw new Problem('conflict', { extra: { current: { version: merge?.version ?? null } } })
    }
    const stored = { voidedAt: null, voidReason: null, voidSeq: 0 }
    const other = await tx.db.patient.update({
      where: { id: otherId },
      data: { ...stored, version: { increment: 1 } },
    })
    await tx.db.patientIdentity.updateMany({
      where: { patientId: otherId, voidReason: MERGED },
      data: stored,
    })
    await hangUnder(tx, merge.moved as unknown as Moving, otherId, otherId)
    await addMissingTokens(tx, other)
    await dropStrangePhones(tx, kept)
    await tx.db.patientMerge.update({
      where: { id },
      data: { partedAt: tx.now, partReason: reason, version: { increment: 1 } },
    })
    return { id, version: merge.version + 1 }
  }
  return change(call, 'patient.part', { study }, work, { reason })
}

async function refuseMerge(tx: Tx, keptId: string, otherId: string): Promise<void> {
  const patientIds = [keptId, otherId]
  const live = await tx.db.enrolment.groupBy({
    by: ['studyId'],
    where: { patientId: { in: patientIds }, voidedAt: null },
    _count: true,
  })
  if (live.some(({ _count }) => _count > 1)) throw new Problem('not_now', { reason: 'both_enrolled' })
  const under = await tx.db.patientMerge.count({ where: { patientId: otherId, partedAt: null } })
  if (under > 0) throw new Problem('not_now', { reason: 'other_holds_merged' })
}

interface Moving {
  readonly enrolments: readonly string[]
  readonly tokens: readonly string[]
}

async function listMoving(tx: Tx, patientId: string): Promise<Moving> {
  const query = { where: { patientId }, select: { id: true } } as const
  const enrolments = await tx.db.enrolment.findMany(query)
  const tokens = await tx.db.patientToken.findMany({ ...query, where: { patientId, voidedAt: null } })
  return { enrolments: enrolments.map((row) => row.id), tokens: tokens.map((row) => row.id) }
}

/** Enrolments, the tokens by which the patient is found, and the telephones that the origin's identity seals. */
async function hangUnder(tx: Tx, moving: Moving, origin: string, to: string): Promise<void> {
  const identities = await tx.db.patientIdentity.findMany({
    where: { patientId: origin },
    select: { id: true },
  })
  const data = { patientId: to, version: { increment: 1 } }
  await tx.db.patientPhone.updateMany({
    where: { identityId: { in: identities.map((row) => row.id) } },
    data,
  })
  await tx.db.patientToken.updateMany({
    where: { id: { in: [...moving.tokens] } },
    data: { patientId: to },
  })
  await tx.db.enrolment.updateMany({ where: { id: { in: [...moving.enrolments] } }, data })
}

export interface MergedRecord {
  readonly id: string
  /** Day at the site. */
  readonly mergedOn: string
  readonly reason: string
  readonly version: number
}

/** What the page of merging shows: records that may be the same person, and those that were merged already. */
export async function readMergePage(
  call: Call,
  study: string,
  patientId: string,
): Promise<{ candidates: FoundPatient[]; merged: MergedRecord[] }> {
  return reading(call, 'patient.merge', { study }, async (tx) => {
    const { siteId } = await loadPatient(tx, patientId)
    const found = await findDuplicates(tx, siteId, await readIdentity(tx, patientId))
    const merged = await tx.db.patientMerge.findMany({
      where: { patientId, partedAt: null },
      orderBy: { createdAt: 'asc' },
    })
    const { timeZone } = await tx.db.site.findUniqueOrThrow({ where: { id: siteId } })
    return {
      candidates: found.filter((one) => one.patientId !== patientId),
      merged: merged.map((row) => ({
        id: row.id,
        mergedOn: localDate(row.createdAt, timeZone),
        reason: row.reason,
        version: row.version,
      })),
    }
  })
}
