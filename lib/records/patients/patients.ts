import { findPhoneIssue } from '@/lib/codebook/phone-number'
import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, reading, type Done, type Saved } from '../change'
import { Prisma } from '../generated/client'
import { newId } from '../ids'
import { seenSiteSql } from '../scope'
import { readSites } from '../studies/studies'
import { studyOf, type Tx } from '../transaction'
import { recordAccess, recordEmptySearch } from './access-events'
import {
  insertIdentity,
  listDuplicateTokens,
  listQueryTokens,
  openIdentity,
  type Identity,
  type SealedRow,
} from './identity'
import { loadPatient } from './load-patient'
import { readPhones } from './phone-rows'

export interface NewPatient {
  /** Site code; may be left out by somebody who works at one site. */
  readonly site?: string | undefined
  readonly identity: Identity | null
  /** The person has seen the likely duplicates and says it is somebody else. */
  readonly notDuplicate: boolean
}

/** Registers a patient at a site. Likely duplicates of the same site are shown first, never merged by guess. */
export async function registerPatient(call: Call, study: string, input: NewPatient): Promise<Done> {
  try {
    return await change(call, 'patient.register', { study }, (tx) => writePatient(tx, input))
  } catch (error) {
    if (!(error instanceof Problem && error.reason === 'duplicate')) throw error
    // Shown in a transaction of its own: that the candidates were seen is recorded though nothing was written.
    const candidates = await reading(call, 'patient.register', { study }, async (tx) =>
      findDuplicates(tx, (await chooseSite(tx, input.site)).id, input.identity),
    )
    throw new Problem('conflict', { reason: 'duplicate', extra: { candidates } })
  }
}

/** The registration inside an open transaction (imports write many). */
export async function writePatient(tx: Tx, input: NewPatient): Promise<Saved> {
  const phoneIssue = input.identity?.phone ? findPhoneIssue(input.identity.phone) : null
  if (phoneIssue) throw invalidField('identity.phone', phoneIssue)
  const id = newId()
  const site = await chooseSite(tx, input.site)
  const owner = { siteId: site.id, studyId: studyOf(tx).id }
  if (!input.notDuplicate && (await findDuplicates(tx, site.id, input.identity)).length > 0) {
    throw new Problem('conflict', { reason: 'duplicate' })
  }
  await tx.db.patient.create({ data: { id, ...owner } })
  if (input.identity) await insertIdentity(tx, { patientId: id, ...owner }, input.identity)
  return { id, version: 1 }
}

export async function findDuplicates(
  tx: Tx,
  siteId: string,
  identity: Identity | null,
): Promise<FoundPatient[]> {
  if (!identity) return []
  const tokens = listDuplicateTokens(siteId, identity)
  const known = await findByTokens(tx, tokens, 5)
  return [...known, ...(await findInOtherStudies(tx, tokens, known))]
}

/** Somebody the site knows from another study: that there is one and where, not who. */
async function findInOtherStudies(
  tx: Tx,
  tokens: readonly string[],
  known: readonly FoundPatient[],
): Promise<FoundPatient[]> {
  const rows = await tx.db.$queryRaw<{ patientId: string; siteId: string; site: string; study: string }[]>`
    select f.patient_id as "patientId", f.site_id as "siteId", s.code as site, f.study
    from find_site_patients(${[...tokens]}) f join site s on s.id = f.site_id`
  const others = rows.filter((row) => !known.some((one) => one.patientId === row.patientId))
  await recordAccess(tx, 'patient.register', others, { known: 'in another study' })
  return others.map(({ patientId, site, study }) => ({
    patientId,
    enrolmentId: null,
    code: null,
    site,
    name: null,
    sex: null,
    birthYear: null,
    otherStudy: study,
  }))
}

async function chooseSite(tx: Tx, code: string | undefined) {
  const sites = await readSites(tx)
  if (code === undefined && sites.length > 1) throw invalidField('site', 'required')
  const site = code === undefined ? sites[0] : sites.find((one) => one.code === code)
  if (!site) throw invalidField('site', 'unknown')
  return site
}

export interface FoundPatient {
  readonly patientId: string
  /** Null when registered and not enrolled in this study. */
  readonly enrolmentId: string | null
  readonly code: string | null
  readonly site: string
  readonly name: string | null
  readonly sex: string | null
  readonly birthYear: string | null
  /** Slug of the study in which the site knows the patient, when it is not this one. */
  readonly otherStudy: string | null
}

const FOUND_AT_MOST = 20

/** Looks for an exact name, full pinyin, initials, phone, number, or study code; never for a part of one. */
export async function findPatients(call: Call, study: string, query: string): Promise<FoundPatient[]> {
  return reading(call, 'patient.search', { study }, async (tx) => {
    const sites = await readSites(tx)
    const tokens = listQueryTokens(
      sites.map((site) => site.id),
      query,
    )
    const code = query.normalize('NFKC').trim().toUpperCase()
    const found = await findByTokens(tx, tokens, FOUND_AT_MOST, code)
    if (found.length === 0 && code !== '' && sites[0]) await recordEmptySearch(tx, sites[0].id)
    return found
  })
}

interface FoundRow extends SealedRow {
  patientId: string
  enrolmentId: string | null
  code: string | null
  siteCode: string
}

async function findByTokens(tx: Tx, tokens: string[], limit: number, code = ''): Promise<FoundPatient[]> {
  const study = studyOf(tx)
  const rows = await tx.db.$queryRaw<FoundRow[]>`
    select p.id as "patientId", e.id as "enrolmentId", e.code, s.code as "siteCode", p.site_id as "siteId",
      i.id, i.data_key as "dataKey", i.name, i.sex, i.birth_date as "birthDate",
      i.id_number as "idNumber", i.hospital_number as "hospitalNumber", i.address
    from patient p
    join site s on s.id = p.site_id
    left join patient_identity i on i.patient_id = p.id and i.voided_at is null
    left join enrolment e on e.patient_id = p.id and e.study_id = ${study.id}::uuid and e.voided_at is null
    where p.voided_at is null and ${seenSiteSql(tx, 'p')} and (p.study_id = ${study.id}::uuid or e.id is not null)
      and (p.id in (select t.patient_id from patient_token t
             where t.token in (${Prisma.join(tokens.length > 0 ? tokens : [''])}) and t.voided_at is null)
        or (${code} <> '' and e.code = ${code}))
    order by e.code nulls last, p.id limit ${limit}`
  await recordAccess(tx, 'patient.search', rows)
  const shown = !tx.call.actor.unrestricted
  return rows.map((row) => {
    const identity = shown && row.id ? openIdentity(row) : {}
    return {
      patientId: row.patientId,
      enrolmentId: row.enrolmentId,
      code: row.code,
      site: row.siteCode,
      name: identity.name ?? null,
      sex: identity.sex ?? null,
      birthYear: identity.birthDate?.slice(0, 4) ?? null,
      otherStudy: null,
    }
  })
}

/** One patient's identity, for those who treat the patient; the look is recorded. */
export async function readIdentity(tx: Tx, patientId: string): Promise<Identity> {
  if (tx.call.actor.unrestricted) return {}
  const row = await tx.db.patientIdentity.findFirst({ where: { patientId, voidedAt: null } })
  if (!row) return {}
  await recordAccess(tx, 'patient.read', [row])
  const [first] = await readPhones(tx, patientId)
  return { ...openIdentity(row), ...(first ? { phone: first.number } : {}) }
}

export async function getPatient(
  call: Call,
  study: string,
  patientId: string,
): Promise<{ id: string; version: number; identity: Identity }> {
  return reading(call, 'patient.read', { study }, async (tx) => {
    const { id, version } = await loadPatient(tx, patientId)
    return { id, version, identity: await readIdentity(tx, patientId) }
  })
}
