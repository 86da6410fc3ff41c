import { Problem, type FieldIssue } from '@/lib/problem'
import { findArm } from '@/lib/protocol/protocol-read'
import type { Criterion, Protocol } from '@/lib/protocol/protocol'
import type { Call } from '../call'
import { change, reading, type Done, type Saved } from '../change'
import { fromIsoDate } from '../dates'
import { refuseBraked } from '../follow-up/brake'
import { newId, newResearchId } from '../ids'
import { logEnrolled } from '../screening/screening'
import { seenSiteSql, seenWhere } from '../scope'
import { readProtocol } from '../studies/studies'
import { refuseFuture } from '../studies/today'
import { studyOf, type Tx } from '../transaction'
import { insertVisits } from '../visits/plan-visits'
import { readSexAndAge } from './sex-and-age'
import { refuseContradiction, refuseUnapproved } from './judge-enrolment'

export interface NewEnrolment {
  readonly patientId: string
  readonly enrolledOn: string
  /** None where the protocol randomises: who is enrolled is randomised next. */
  readonly plannedArm: string | null
  /** Criterion id to "holds". */
  readonly eligibility: Readonly<Record<string, boolean>>
  /** A finished cohort was judged where it comes from. */
  readonly judgedInSource?: true | undefined
  readonly consent: {
    readonly version: string | null
    readonly on: string | null
    readonly by: 'patient' | 'proxy' | 'waived'
    readonly relation: string | null
  }
  /** Study code known from elsewhere (imported cohorts); otherwise the next one. */
  readonly code?: string | undefined
  /** Dates known from elsewhere. The operation sets its own, and the first treatment unless it is told here. */
  readonly known?: KnownDates | undefined
}

export interface KnownDates {
  readonly randomisedOn: string | null
  readonly firstTreatmentOn: string | null
  readonly dischargedOn: string | null
  /** So that the visits are planned once; the operation itself is written after. */
  readonly operatedOn: string
}

/** Enrols a patient: eligibility judged, consent on a current form, code given, visits made. */
export async function enrolPatient(call: Call, study: string, input: NewEnrolment): Promise<Done> {
  return change(call, 'enrolment.create', { study }, (tx) => writeEnrolment(tx, input))
}

/** The enrolment inside an open transaction (imports write many). */
export async function writeEnrolment(tx: Tx, input: NewEnrolment): Promise<Saved> {
  const id = newId()
  const { id: studyId, protocolVersion } = studyOf(tx)
  const protocol = await readProtocol(tx, protocolVersion)
  // A finished cohort takes nobody but from its source.
  if (studyOf(tx).followUpClosed && !tx.call.actor.unrestricted) {
    throw new Problem('not_now', { reason: 'study_closed' })
  }
  checkEnrolment(input, protocol)
  const patient = await findPatientToEnrol(tx, input.patientId)
  await refuseFuture(tx, patient.siteId, 'enrolledOn', input.enrolledOn)
  refuseUnapproved(protocol, input)
  await refuseContradiction(tx, patient.id, protocol, input)
  await refuseBraked(tx, patient.siteId, protocol)
  const [next] = await tx.db.$queryRaw<
    [{ ordinal: number }]
  >`select next_enrolment_ordinal(${studyId}::uuid) as ordinal`
  const code = input.code ?? `${protocol.codePrefix}-${String(next.ordinal).padStart(3, '0')}`
  // Codes that follow are above every number of ours that came with an import.
  const ordinal = Math.max(next.ordinal, readCodeNumber(code, protocol.codePrefix))
  const row = await tx.db.enrolment.create({
    data: {
      id,
      siteId: patient.siteId,
      studyId,
      patientId: patient.id,
      ordinal,
      code,
      researchId: newResearchId(),
      protocolVersion,
      plannedArm: input.plannedArm,
      eligibility: input.judgedInSource ? { as_in_source: true } : { ...input.eligibility },
      consentVersion: input.consent.version,
      consentOn: fromIsoDate(input.consent.on),
      consentBy: input.consent.by,
      consentRelation: input.consent.relation,
      enrolledOn: fromIsoDate(input.enrolledOn),
      randomisedOn: fromIsoDate(input.known?.randomisedOn ?? null),
      firstTreatmentOn: fromIsoDate(input.known?.firstTreatmentOn ?? null),
      indexOperationOn: fromIsoDate(input.known?.operatedOn ?? null),
      dischargedOn: fromIsoDate(input.known?.dischargedOn ?? null),
    },
  })
  await insertVisits(tx, row, protocol)
  if (isRandomised(protocol, input)) await logEnrolled(tx, row, await readSexAndAge(tx, row))
  return { id, version: 1 }
}

/** The number of a code of the study's own make ("LV-012" is 12); 0 of any other. */
function readCodeNumber(code: string, prefix: string): number {
  const digits = code.startsWith(`${prefix}-`) ? code.slice(prefix.length + 1) : ''
  return /^\d{1,8}$/.test(digits) ? Number(digits) : 0
}

/** Codes that stand in the study, voided ones too: a code is given once. */
export async function listTakenCodes(tx: Tx): Promise<string[]> {
  const rows = await tx.db.enrolment.findMany({
    where: { AND: [{ studyId: studyOf(tx).id }, seenWhere(tx)] },
    select: { code: true },
  })
  return rows.map(({ code }) => code)
}

/** A patient of a site within reach, in whatever study the site knows the patient from. */
async function findPatientToEnrol(tx: Tx, patientId: string): Promise<{ id: string; siteId: string }> {
  // Locked first, so that of two enrolments at once the later one sees the earlier.
  await tx.db.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${`patient:${patientId}`}, 0))::text`
  const [found] = await tx.db.$queryRaw<[{ siteId: string | null }]>`
    select p.site_id as "siteId" from (select find_patient_site(${patientId}::uuid) as site_id) p
    where ${seenSiteSql(tx, 'p')}`
  if (!found?.siteId) throw new Problem('not_found')
  const enrolled = await tx.db.enrolment.count({
    where: { patientId, studyId: studyOf(tx).id, voidedAt: null },
  })
  if (enrolled > 0) throw new Problem('conflict', { reason: 'already_enrolled' })
  return { id: patientId, siteId: found.siteId }
}

function checkEnrolment(input: NewEnrolment, protocol: Protocol): void {
  const fields: FieldIssue[] = []
  if (isRandomised(protocol, input)) {
    if (input.plannedArm !== null) fields.push({ field: 'plannedArm', code: 'randomised' })
  } else if (!findArm(protocol, input.plannedArm)) fields.push({ field: 'plannedArm', code: 'unknown' })
  if (!input.judgedInSource) fields.push(...judgeEligibility(input.eligibility, protocol))
  const { by, version, on, relation } = input.consent
  // Only a protocol without a form of its own does without consent.
  if (by === 'waived' && protocol.consentVersions.length > 0) {
    fields.push({ field: 'consent.by', code: 'consent_needed' })
  }
  if (by !== 'waived') {
    if (!version) fields.push({ field: 'consent.version', code: 'required' })
    else if (version !== protocol.consentVersions.at(-1))
      fields.push({ field: 'consent.version', code: 'consent_outdated' })
    if (!on) fields.push({ field: 'consent.on', code: 'required' })
    else if (on > input.enrolledOn) fields.push({ field: 'consent.on', code: 'after_enrolment' })
  }
  if (by === 'proxy' && !relation) fields.push({ field: 'consent.relation', code: 'required' })
  if (fields.length > 0) throw new Problem('invalid', { fields })
}

/** The source of an imported cohort tells its arms. */
function isRandomised({ randomisation }: Protocol, { judgedInSource }: NewEnrolment): boolean {
  return randomisation !== undefined && !judgedInSource
}

export function judgeEligibility(
  answers: Readonly<Record<string, boolean>>,
  protocol: Protocol,
): FieldIssue[] {
  return protocol.criteria.flatMap((criterion) => {
    const code = judgeCriterion(criterion, answers[criterion.id])
    return code ? [{ field: `eligibility.${criterion.id}`, code }] : []
  })
}

function judgeCriterion({ kind }: Criterion, holds: boolean | undefined): string | null {
  if (holds === undefined) return 'required'
  if (kind === 'inclusion' && !holds) return 'not_eligible'
  return kind === 'exclusion' && holds ? 'not_eligible' : null
}

/** The enrolment of an id within reach; anything else does not exist. */
export async function loadEnrolment(tx: Tx, id: string) {
  const row = await tx.db.enrolment.findFirst({ where: { id, voidedAt: null, ...seenWhere(tx) } })
  if (!row) throw new Problem('not_found')
  return row
}

/**
 * One change of a patient at a time: what is read after this stays true until the transaction ends. Whoever waited
 * here while the patient left the site, or the enrolment was voided, has come too late.
 */
export async function lockEnrolment(tx: Tx, id: string): Promise<void> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    select id from enrolment where id = ${id}::uuid and voided_at is null for update`
  if (rows.length === 0) throw new Problem('not_found')
}

export async function getEnrolmentCode(call: Call, study: string, id: string): Promise<string> {
  return reading(call, 'enrolment.read', { study }, async (tx) => (await loadEnrolment(tx, id)).code)
}
