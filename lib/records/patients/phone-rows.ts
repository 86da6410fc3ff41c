import { sealField, unsealField, type DataKey } from '../cipher'
import { toIsoDate } from '../dates'
import { newId } from '../ids'
import type { Tx } from '../transaction'
import { contextOf, openKey } from './sealing'

/* Guards privacy: changes to this file need a second reader. */

export interface PhoneInput {
  readonly number: string
  /** Who answers it: a person of the contact form ("patient", "spouse", "child" …). */
  readonly relation: string
  /** The name of whoever answers it. */
  readonly holder: string | null
  readonly bestHour: number | null
  readonly note: string | null
  /** Called first. */
  readonly preferred: boolean
}

export interface Phone extends PhoneInput {
  readonly id: string
  /** Since when it is known not to reach the patient. */
  readonly wrongSince: string | null
  readonly version: number
}

/** The identity row whose data key seals what is written. */
export interface PatientKey {
  readonly identityId: string
  readonly key: DataKey
}

interface Owner {
  readonly patientId: string
  readonly siteId: string
  readonly studyId: string
}

const SEALED = [
  ['number', 'phone'],
  ['holder', 'phone_holder'],
  ['note', 'phone_note'],
] as const

export function sealPhone(key: DataKey, id: string, siteId: string, input: PhoneInput) {
  const seal = (column: string, plain: string | null) =>
    plain ? sealField(key, plain, contextOf(column, id, siteId)) : null
  return {
    number: sealField(key, input.number, contextOf('phone', id, siteId)),
    holder: seal('phone_holder', input.holder),
    note: seal('phone_note', input.note),
    relation: input.relation,
    bestHour: input.bestHour,
    preferred: input.preferred,
  }
}

/** Writes one sealed telephone; the blind index is the caller's. */
export async function insertPhone(
  tx: Tx,
  owner: Owner,
  { identityId, key }: PatientKey,
  input: PhoneInput,
): Promise<string> {
  const id = newId()
  await tx.db.patientPhone.create({
    data: { id, ...owner, identityId, ...sealPhone(key, id, owner.siteId, input) },
  })
  return id
}

/** The telephones of a patient, opened; the one to call first on top. Whoever decrypts nothing sees none. */
export async function readPhones(tx: Tx, patientId: string): Promise<Phone[]> {
  if (tx.call.actor.unrestricted) return []
  const rows = await tx.db.patientPhone.findMany({
    where: { patientId, voidedAt: null },
    orderBy: { createdAt: 'asc' },
  })
  const keys = await readKeys(
    tx,
    rows.map((row) => row.identityId),
  )
  const phones = rows.map((row): Phone => {
    const key = keys.get(row.identityId)
    if (!key) throw new Error('a telephone without its key')
    const opened = SEALED.map(([field, column]) => {
      const sealed = row[field]
      return [field, sealed ? unsealField(key, sealed, contextOf(column, row.id, row.siteId)) : null]
    })
    return {
      ...(Object.fromEntries(opened) as Pick<Phone, 'number' | 'holder' | 'note'>),
      id: row.id,
      relation: row.relation,
      bestHour: row.bestHour,
      preferred: row.preferred,
      wrongSince: toIsoDate(row.wrongSince),
      version: row.version,
    }
  })
  return phones.sort((a, b) => rankPhone(a) - rankPhone(b))
}

/** Numbers known to be wrong come last; then the preferred one, then the patient's own. */
function rankPhone(phone: Phone): number {
  return (phone.wrongSince ? 4 : 0) + (phone.preferred ? 0 : 2) + (phone.relation === 'patient' ? 0 : 1)
}

/** Data keys by identity row, that of an identity since replaced too: what it sealed is still the patient's. */
export async function readKeys(
  tx: Tx,
  identityIds: readonly string[],
): Promise<ReadonlyMap<string, DataKey>> {
  if (identityIds.length === 0) return new Map()
  const rows = await tx.db.patientIdentity.findMany({
    where: { id: { in: [...new Set(identityIds)] } },
    select: { id: true, siteId: true, dataKey: true },
  })
  return new Map(rows.map((row) => [row.id, openKey(row)]))
}
