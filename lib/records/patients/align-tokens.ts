import { newId } from '../ids'
import type { Tx } from '../transaction'
import { listTokens, makeToken, openIdentity } from './identity'
import type { PatientRow } from './load-patient'
import { normalise, type TokenKind } from './normalise'
import { readPhones } from './phone-rows'

/* Guards privacy: changes to this file need a second reader. */

/* The command line decrypts nothing, so it leaves the tokens as they are. */

type Token = { readonly kind: string; readonly token: string }

const isSame = (a: Token) => (b: Token) => a.kind === b.kind && a.token === b.token

async function listStored(tx: Tx, patientId: string) {
  return tx.db.patientToken.findMany({ where: { patientId, voidedAt: null } })
}

async function listPhoneTokens(tx: Tx, { id, siteId }: PatientRow) {
  const kind: TokenKind = 'phone'
  return (await readPhones(tx, id)).map(({ number }) => ({
    kind,
    token: makeToken(siteId, kind, normalise(kind, number)),
  }))
}

/** Whoever stands alone again is found by what the own record says, whatever was corrected meanwhile. */
export async function addMissingTokens(tx: Tx, patient: PatientRow): Promise<void> {
  if (tx.call.actor.unrestricted) return
  const { id: patientId, siteId, studyId } = patient
  const identity = await tx.db.patientIdentity.findFirst({ where: { patientId, voidedAt: null } })
  const wanted = [
    ...(identity ? listTokens(siteId, openIdentity(identity)) : []),
    ...(await listPhoneTokens(tx, patient)),
  ]
  const stored = await listStored(tx, patientId)
  await tx.db.patientToken.createMany({
    data: wanted
      .filter((one) => !stored.some(isSame(one)))
      .map((one) => ({ id: newId(), patientId, siteId, studyId, ...one })),
  })
}

/** A telephone that has gone to another record finds this one no more. */
export async function dropStrangePhones(tx: Tx, patient: PatientRow): Promise<void> {
  if (tx.call.actor.unrestricted) return
  const own = await listPhoneTokens(tx, patient)
  const strange = (await listStored(tx, patient.id)).filter(
    (one) => one.kind === 'phone' && !own.some(isSame(one)),
  )
  await tx.db.patientToken.updateMany({
    where: { id: { in: strange.map(({ id }) => id) } },
    data: { voidedAt: tx.now, voidReason: 'the telephone is of another record', voidSeq: 1 },
  })
}
