import { Problem } from '@/lib/problem'
import type { Call } from '../call'
import { change, type Done } from '../change'
import { sealField } from '../cipher'
import { newId } from '../ids'
import type { Tx } from '../transaction'
import { recordAccess } from './access-events'
import {
  IDENTITY_FIELDS,
  insertIdentity,
  listTokens,
  openIdentity,
  type Identity,
  type SealedRow,
} from './identity'
import { loadPatient, lockPatients, type PatientRow } from './load-patient'
import { getPatient } from './patients'
import { contextOf, openKey } from './sealing'

/* Guards privacy: changes to this file need a second reader. */

/** A part that is left out is emptied. */
type Correction = { readonly [part in Exclude<keyof Identity, 'phone'>]?: string | undefined }

/** Corrects who the patient is: sealed anew, found by the new values and no more by the old. Telephones stay. */
export async function updateIdentity(
  call: Call,
  study: string,
  patientId: string,
  input: { readonly version: number; readonly identity: Correction },
): Promise<Done> {
  try {
    return await change(call, 'patient.update', { study }, async (tx) => {
      await lockPatients(tx, [patientId])
      const patient = await loadPatient(tx, patientId)
      if (patient.version !== input.version) throw new Problem('conflict', { reason: 'identity_changed' })
      await writeIdentity(tx, patient, keepKnown(input.identity))
      await recordAccess(tx, 'patient.update', [{ patientId, siteId: patient.siteId }])
      await tx.db.patient.update({ where: { id: patientId }, data: { version: { increment: 1 } } })
      return { id: patientId, version: patient.version + 1 }
    })
  } catch (error) {
    if (!(error instanceof Problem && error.reason === 'identity_changed')) throw error
    // Shown in a transaction of its own: that it was seen is recorded though nothing was written.
    const current = await getPatient(call, study, patientId)
    throw new Problem('conflict', { extra: { current } })
  }
}

function keepKnown(identity: Correction): Identity {
  return Object.fromEntries(Object.entries(identity).filter(([, value]) => value))
}

async function writeIdentity(tx: Tx, patient: PatientRow, identity: Identity): Promise<void> {
  const { id: patientId, siteId, studyId } = patient
  const row = await tx.db.patientIdentity.findFirst({ where: { patientId, voidedAt: null } })
  if (!row) return insertIdentity(tx, { patientId, siteId, studyId }, identity)
  const before = openIdentity(row)
  await tx.db.patientIdentity.update({
    where: { id: row.id },
    data: { ...sealIdentity(row, identity), version: { increment: 1 } },
  })
  const [had, has] = [listTokens(siteId, before), listTokens(siteId, identity)]
  const isIn = (list: typeof had) => (one: (typeof had)[number]) =>
    list.some(({ kind, token }) => kind === one.kind && token === one.token)
  for (const { kind, token } of had.filter((one) => !isIn(has)(one))) {
    await tx.db.patientToken.updateMany({
      where: { patientId, kind, token, voidedAt: null },
      data: { voidedAt: tx.now, voidReason: 'the identity was corrected', voidSeq: 1 },
    })
  }
  await tx.db.patientToken.createMany({
    data: has
      .filter((one) => !isIn(had)(one))
      .map((one) => ({ id: newId(), patientId, siteId, studyId, ...one })),
  })
}

function sealIdentity(row: SealedRow, identity: Identity) {
  const key = openKey(row)
  return Object.fromEntries(
    IDENTITY_FIELDS.map((field) => {
      const plain = identity[field]
      return [field, plain ? sealField(key, plain, contextOf(field, row.id, row.siteId)) : null]
    }),
  )
}
