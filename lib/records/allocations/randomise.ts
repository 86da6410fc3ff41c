import { Problem, type FieldIssue } from '@/lib/problem'
import { judgeByRule } from '@/lib/protocol/eligibility'
import type { Protocol, Randomisation } from '@/lib/protocol/protocol'
import { findArm } from '@/lib/protocol/protocol-read'
import { armAt, findUnanswered, stratumKey, type BlockPlan } from '@/lib/protocol/randomisation'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { applyRules } from '../complications/apply-rules'
import { fromIsoDate } from '../dates'
import { judgeEligibility, loadEnrolment, lockEnrolment } from '../enrolments/enrolments'
import { readSexAndAge } from '../enrolments/sex-and-age'
import { newId } from '../ids'
import { refuseOtherVersion } from '../refuse-other-version'
import { readProtocol } from '../studies/studies'
import { readToday } from '../studies/today'
import { studyOf, type Tx } from '../transaction'
import { finishVisits } from '../visits/finish-visit'
import { replanVisits } from '../visits/plan-visits'
import { openArm, openSeed, sealArm } from './seal'
import { seesArmOf } from './sight'

type Enrolment = Awaited<ReturnType<typeof loadEnrolment>>

export interface RandomiseInput {
  readonly version: number
  /** Answer to each question that the randomisation is stratified by. */
  readonly strata: Readonly<Record<string, string>>
}

/**
 * Gives the next number of the stratum to an eligible patient who consented. Number and arm are committed together or
 * not at all; until then nobody has read the arm, and a number that was given is never given again.
 */
export async function randomise(call: Call, study: string, id: string, input: RandomiseInput): Promise<Done> {
  return change(call, 'allocation.randomise', { study }, async (tx) => {
    await lockEnrolment(tx, id)
    const enrolment = await loadEnrolment(tx, id)
    refuseOtherVersion(enrolment.version, input.version)
    const protocol = await readProtocol(tx, enrolment.protocolVersion)
    const plan = readPlan(protocol)
    refuseUnready(tx, enrolment, protocol)
    await refuseSecondNumber(tx, enrolment)
    await refuseIneligible(tx, enrolment, protocol, plan, input.strata)
    const site = await tx.db.site.findUniqueOrThrow({ where: { id: enrolment.siteId } })
    const arm = await takeNext(tx, stratumKey(plan, site.code, input.strata), id)
    if (!findArm(protocol, arm)) throw new Problem('not_now', { reason: 'allocation_list_other_plan' })
    const row = await tx.db.enrolment.update({
      where: { id },
      data: {
        plannedArm: arm,
        randomisedOn: fromIsoDate(await readToday(tx, enrolment.siteId)),
        version: { increment: 1 },
      },
    })
    await replanVisits(tx, row, protocol)
    await applyRules(tx, id)
    await finishVisits(tx, id)
    return { id, version: row.version }
  })
}

function readPlan({ randomisation }: Protocol): Randomisation {
  if (!randomisation) throw new Problem('not_now', { reason: 'not_randomised' })
  return randomisation
}

/** Enrolled and still in, with consent, and neither randomised nor treated before. */
function refuseUnready(tx: Tx, enrolment: Enrolment, protocol: Protocol): void {
  const refuse = (reason: string) => new Problem('not_now', { reason })
  if (studyOf(tx).followUpClosed) throw refuse('study_closed')
  if (enrolment.plannedArm !== null) throw refuse('already_randomised')
  if (enrolment.indexOperationOn !== null || enrolment.firstTreatmentOn !== null)
    throw refuse('already_treated')
  if (enrolment.endedOn !== null || enrolment.treatmentEndedOn !== null)
    throw refuse('left_before_randomised')
  const consented = enrolment.consentBy === 'patient' || enrolment.consentBy === 'proxy'
  if (!consented && protocol.consentVersions.length > 0) throw refuse('no_consent')
}

/** One number for a patient, whichever enrolment of theirs it was given to, voided ones too. */
async function refuseSecondNumber(tx: Tx, { patientId, studyId }: Enrolment): Promise<void> {
  const enrolments = await tx.db.enrolment.findMany({ where: { patientId, studyId }, select: { id: true } })
  const given = await tx.db.allocation.count({ where: { usedBy: { in: enrolments.map(({ id }) => id) } } })
  if (given > 0) throw new Problem('not_now', { reason: 'already_randomised' })
}

/** Every criterion as it was answered, and again by its rule now that the strata are known. */
async function refuseIneligible(
  tx: Tx,
  enrolment: Enrolment,
  protocol: Protocol,
  plan: Randomisation,
  strata: Readonly<Record<string, string>>,
): Promise<void> {
  const unanswered = findUnanswered(plan, strata).map((code): FieldIssue => ({
    field: `strata.${code}`,
    code: 'required',
  }))
  if (unanswered.length > 0) throw new Problem('invalid', { fields: unanswered })
  const { sex, age } = await readSexAndAge(tx, enrolment)
  const facts = { ...strata, ...(sex ? { sex } : {}), ...(age === null ? {} : { age }) }
  const answered = judgeEligibility(enrolment.eligibility as Record<string, boolean>, protocol)
  const byRule = protocol.criteria.flatMap((criterion): FieldIssue[] => {
    const holds = judgeByRule(criterion, facts)
    return holds === null || holds === (criterion.kind === 'inclusion')
      ? []
      : [{ field: `eligibility.${criterion.id}`, code: 'not_eligible' }]
  })
  const fields = [...answered, ...byRule]
  if (fields.length > 0) throw new Problem('not_now', { reason: 'not_eligible', fields })
}

/** The next of the stratum, in order: whoever asks at the same time waits for this transaction. */
async function takeNext(tx: Tx, stratum: string, enrolmentId: string): Promise<string> {
  const studyId = studyOf(tx).id
  const [list] = await tx.db.$queryRaw<
    { id: string; ordinal: number; kind: string; plan: BlockPlan; sealedSeed: string | null }[]
  >`select id, ordinal, kind, plan, sealed_seed as "sealedSeed" from allocation_list
    where study_id = ${studyId}::uuid and stratum = ${stratum} for update`
  if (!list) throw new Problem('not_now', { reason: 'no_allocation_list', extra: { stratum } })
  const used = { usedBy: enrolmentId, usedAt: tx.now }
  if (list.sealedSeed !== null) {
    const position = (await tx.db.allocation.count({ where: { listId: list.id } })) + 1
    const arm = armAt(list.plan, openSeed(list.sealedSeed, list.id), position)
    const number = `${list.ordinal}-${String(position).padStart(3, '0')}`
    const sealedArm = sealArm(arm, list.id, position)
    await tx.db.allocation.create({
      data: { id: newId(), studyId, listId: list.id, position, number, sealedArm, ...used },
    })
    return arm
  }
  const next = await tx.db.allocation.findFirst({
    where: { listId: list.id, usedBy: null },
    orderBy: { position: 'asc' },
  })
  if (!next) throw new Problem('not_now', { reason: 'allocation_list_exhausted', extra: { stratum } })
  await tx.db.allocation.update({ where: { id: next.id }, data: { ...used, version: { increment: 1 } } })
  return openArm(next.sealedArm, list.id, next.position)
}

export interface AllocationOf {
  readonly code: string
  readonly number: string | null
  readonly randomisedOn: string | null
  /** Null before randomisation, and where it is hidden. */
  readonly arm: string | null
  readonly armHidden: boolean
}

/** What stands after a patient was randomised, as far as who asks may know. */
export async function getAllocationOf(call: Call, study: string, id: string): Promise<AllocationOf> {
  return reading(call, 'allocation.randomise', { study }, async (tx) => readAllocationOf(tx, id))
}

export async function readAllocationOf(tx: Tx, id: string): Promise<AllocationOf> {
  const enrolment = await loadEnrolment(tx, id)
  const row = await tx.db.allocation.findFirst({ where: { usedBy: id }, select: { number: true } })
  const sees = await seesArmOf(tx, id)
  return {
    code: enrolment.code,
    number: row?.number ?? null,
    randomisedOn: enrolment.randomisedOn?.toISOString().slice(0, 10) ?? null,
    arm: sees ? enrolment.plannedArm : null,
    armHidden: !sees,
  }
}
