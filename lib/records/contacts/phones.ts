import { findPhoneIssue } from '@/lib/codebook/phone-number'
import { Problem, invalidField } from '@/lib/problem'
import type { Call } from '../call'
import { change, reading, type Done } from '../change'
import { fromIsoDate } from '../dates'
import { newId } from '../ids'
import { recordAccess } from '../patients/access-events'
import { insertIdentity, makeToken } from '../patients/identity'
import { loadPatient, lockPatients } from '../patients/load-patient'
import { normalise } from '../patients/normalise'
import {
  insertPhone,
  readPhones,
  sealPhone,
  type PatientKey,
  type Phone,
  type PhoneInput,
} from '../patients/phone-rows'
import { openKey } from '../patients/sealing'
import { readToday } from '../studies/today'
import type { Tx } from '../transaction'

/* Guards privacy: changes to this file need a second reader. */

interface Owner {
  readonly patientId: string
  readonly siteId: string
  readonly studyId: string
}

/** The telephones of a patient; the look is recorded. */
export async function listPhones(call: Call, study: string, patientId: string): Promise<Phone[]> {
  return reading(call, 'phone.list', { study }, async (tx) => {
    const { siteId } = await loadPatient(tx, patientId)
    return showPhones(tx, { patientId, siteId })
  })
}

/** The same for whoever shows them beside something else. */
export async function showPhones(
  tx: Tx,
  { patientId, siteId }: { readonly patientId: string; readonly siteId: string },
): Promise<Phone[]> {
  const phones = await readPhones(tx, patientId)
  if (phones.length > 0) await recordAccess(tx, 'phone.list', [{ patientId, siteId }])
  return phones
}

/** Adds a telephone, sealed; the patient is found by it from now on. */
export async function addPhone(
  call: Call,
  study: string,
  patientId: string,
  input: PhoneInput,
): Promise<Done> {
  return change(call, 'phone.add', { study }, async (tx) => {
    // Two people at once must not make two preferred ones, nor one under a patient who has just left.
    await lockPatients(tx, [patientId])
    const owner = await loadOwner(tx, patientId)
    checkNumber(input.number, await readPhones(tx, patientId))
    const id = await insertPhone(tx, owner, await openPatientKey(tx, owner), input)
    await addToken(tx, owner, input.number)
    if (input.preferred) await preferOnly(tx, patientId, id)
    return { id, version: 1 }
  })
}

/** Corrects a telephone, or says that it reaches somebody else by now. */
export async function updatePhone(
  call: Call,
  study: string,
  id: string,
  input: PhoneInput & { readonly wrong: boolean; readonly version: number },
): Promise<Done> {
  return change(call, 'phone.update', { study }, async (tx) => {
    const { owner, phone, others, key } = await holdPhone(tx, id)
    if (phone.version !== input.version) throw new Problem('conflict', { extra: { current: phone } })
    checkNumber(input.number, others)
    const wrongSince = input.wrong ? (phone.wrongSince ?? (await readToday(tx, owner.siteId))) : null
    await tx.db.patientPhone.update({
      where: { id },
      data: {
        ...sealPhone(key, id, owner.siteId, input),
        wrongSince: fromIsoDate(wrongSince),
        version: { increment: 1 },
      },
    })
    if (normalise('phone', input.number) !== normalise('phone', phone.number)) {
      await dropToken(tx, owner, phone.number, others, 'the number was corrected')
      await addToken(tx, owner, input.number)
    }
    if (input.preferred) await preferOnly(tx, owner.patientId, id)
    return { id, version: phone.version + 1 }
  })
}

export async function voidPhone(
  call: Call,
  study: string,
  id: string,
  input: { readonly version: number; readonly reason: string },
): Promise<Done> {
  return change(
    call,
    'phone.void',
    { study },
    async (tx) => {
      const { owner, phone, others } = await holdPhone(tx, id)
      if (phone.version !== input.version) throw new Problem('conflict', { extra: { current: phone } })
      await tx.db.patientPhone.update({
        where: { id },
        data: { voidedAt: tx.now, voidReason: input.reason, voidSeq: 1, version: { increment: 1 } },
      })
      await dropToken(tx, owner, phone.number, others, input.reason)
      return { id, version: phone.version + 1 }
    },
    { reason: input.reason },
  )
}

/** A call went to the wrong person, or to the patient after all. */
export async function markPhone(tx: Tx, id: string, wrongSince: string | null): Promise<void> {
  const row = await tx.db.patientPhone.findUniqueOrThrow({ where: { id }, select: { wrongSince: true } })
  if ((row.wrongSince === null) === (wrongSince === null)) return
  await tx.db.patientPhone.update({
    where: { id },
    data: { wrongSince: fromIsoDate(wrongSince), version: { increment: 1 } },
  })
}

/** A patient of this study within reach; anything else does not exist. */
async function loadOwner(tx: Tx, patientId: string): Promise<Owner> {
  const { siteId, studyId } = await loadPatient(tx, patientId)
  return { patientId, siteId, studyId }
}

async function findPhone(tx: Tx, id: string) {
  const row = await tx.db.patientPhone.findFirst({ where: { id, voidedAt: null } })
  if (!row) throw new Problem('not_found')
  return row
}

/** A telephone and the patient's others, the patient held until the end: of two edits at once the later one sees the earlier. */
async function holdPhone(tx: Tx, id: string) {
  await lockPatients(tx, [(await findPhone(tx, id)).patientId])
  const row = await findPhone(tx, id)
  const owner = await loadOwner(tx, row.patientId)
  const identity = await tx.db.patientIdentity.findUniqueOrThrow({ where: { id: row.identityId } })
  const phones = await readPhones(tx, row.patientId)
  const phone = phones.find((one) => one.id === id)
  if (!phone) throw new Problem('not_found')
  return { owner, phone, others: phones.filter((one) => one !== phone), key: openKey(identity) }
}

/** The data key of the patient. Somebody registered without an identity gets the row that holds one. */
export async function openPatientKey(tx: Tx, owner: Owner): Promise<PatientKey> {
  const where = { patientId: owner.patientId, voidedAt: null }
  let row = await tx.db.patientIdentity.findFirst({ where })
  if (!row) {
    await insertIdentity(tx, owner, {})
    row = await tx.db.patientIdentity.findFirstOrThrow({ where })
  }
  return { identityId: row.id, key: openKey(row) }
}

function checkNumber(number: string, others: readonly Phone[]): void {
  const issue = findPhoneIssue(number)
  if (issue) throw invalidField('number', issue)
  const plain = normalise('phone', number)
  if (others.some((one) => normalise('phone', one.number) === plain))
    throw invalidField('number', 'phone_repeated')
}

async function preferOnly(tx: Tx, patientId: string, id: string): Promise<void> {
  await tx.db.patientPhone.updateMany({
    where: { patientId, voidedAt: null, preferred: true, id: { not: id } },
    data: { preferred: false, version: { increment: 1 } },
  })
}

async function addToken(tx: Tx, owner: Owner, number: string): Promise<void> {
  const token = makeToken(owner.siteId, 'phone', normalise('phone', number))
  await tx.db.patientToken.create({ data: { id: newId(), ...owner, kind: 'phone', token } })
}

/** A number that stands twice, since two records became one, goes on finding the patient. */
async function dropToken(
  tx: Tx,
  owner: Owner,
  number: string,
  others: readonly Phone[],
  reason: string,
): Promise<void> {
  const plain = normalise('phone', number)
  if (others.some((one) => normalise('phone', one.number) === plain)) return
  const token = makeToken(owner.siteId, 'phone', plain)
  await tx.db.patientToken.updateMany({
    where: { patientId: owner.patientId, kind: 'phone', token, voidedAt: null },
    data: { voidedAt: tx.now, voidReason: reason, voidSeq: 1 },
  })
}
