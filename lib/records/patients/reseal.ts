import { sealField, unsealField, wrapDataKey, type DataKey } from '../cipher'
import type { Tx } from '../transaction'
import { IDENTITY_FIELDS, listTokens, makeToken, openIdentity } from './identity'
import { normalise } from './normalise'
import { contextOf, openKey } from './sealing'

/* Guards privacy: changes to this file need a second reader. */

type Identities = Awaited<ReturnType<Tx['db']['patientIdentity']['findMany']>>

/**
 * Ciphertexts and search tokens of these patients for another site, to which both are bound. The rows still stand at
 * the old one: they move in the same transaction.
 */
export async function resealPatients(tx: Tx, patientIds: readonly string[], to: string): Promise<void> {
  const where = { patientId: { in: [...patientIds] } }
  const identities = await tx.db.patientIdentity.findMany({ where })
  const tokens = new Map<string, string>()
  for (const row of identities) {
    const key = openKey(row)
    const phones = await resealRows(tx, row, key, to)
    collectTokens(tokens, row, phones, to)
    const fields = IDENTITY_FIELDS.map((field) => [
      field,
      reseal(key, row[field], field, row.id, row.siteId, to),
    ])
    await tx.db.patientIdentity.update({
      where: { id: row.id },
      data: {
        ...Object.fromEntries(fields),
        dataKey: wrapDataKey(key, contextOf('data_key', row.id, to)),
        version: { increment: 1 },
      },
    })
  }
  for (const row of await tx.db.patientToken.findMany({ where })) {
    const token = tokens.get(`${row.kind} ${row.token}`)
    if (token) await tx.db.patientToken.update({ where: { id: row.id }, data: { token } })
  }
}

/** Telephones and notes of contacts, sealed with the same key; answers with the numbers. */
async function resealRows(tx: Tx, identity: Identities[number], key: DataKey, to: string): Promise<string[]> {
  const where = { identityId: identity.id }
  const from = identity.siteId
  const numbers: string[] = []
  for (const row of await tx.db.patientPhone.findMany({ where })) {
    numbers.push(unsealField(key, row.number, contextOf('phone', row.id, from)))
    await tx.db.patientPhone.update({
      where: { id: row.id },
      data: {
        number: reseal(key, row.number, 'phone', row.id, from, to) ?? row.number,
        holder: reseal(key, row.holder, 'phone_holder', row.id, from, to),
        note: reseal(key, row.note, 'phone_note', row.id, from, to),
      },
    })
  }
  for (const row of await tx.db.contact.findMany({ where })) {
    await tx.db.contact.update({
      where: { id: row.id },
      data: { note: reseal(key, row.note, 'contact_note', row.id, from, to) },
    })
  }
  return numbers
}

function reseal(key: DataKey, sealed: string | null, column: string, id: string, from: string, to: string) {
  if (sealed === null) return null
  return sealField(key, unsealField(key, sealed, contextOf(column, id, from)), contextOf(column, id, to))
}

function collectTokens(
  tokens: Map<string, string>,
  row: Identities[number],
  phones: readonly string[],
  to: string,
): void {
  const identity = openIdentity(row)
  const next = listTokens(to, identity)
  listTokens(row.siteId, identity).forEach(({ kind, token }, at) => {
    tokens.set(`${kind} ${token}`, next[at]?.token ?? token)
  })
  for (const phone of phones) {
    const plain = normalise('phone', phone)
    tokens.set(`phone ${makeToken(row.siteId, 'phone', plain)}`, makeToken(to, 'phone', plain))
  }
}
