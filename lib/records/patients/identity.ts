import { hmac, makeDataKey, sealField, unsealField } from '../cipher'
import { newId } from '../ids'
import type { Tx } from '../transaction'
import { normalise, spellName, type TokenKind } from './normalise'
import { insertPhone } from './phone-rows'
import { contextOf, openKey } from './sealing'

/* Guards privacy: changes to this file need a second reader. */

export const IDENTITY_FIELDS = ['name', 'sex', 'birthDate', 'idNumber', 'hospitalNumber', 'address'] as const
type Field = (typeof IDENTITY_FIELDS)[number]

/**
 * Who the patient is; every part may be unknown. Sex is "M" or "F", the birth date ISO. The phone is the one to call
 * first: telephones are rows of their own (phone-rows.ts).
 */
export type Identity = Readonly<Partial<Record<Field | 'phone', string>>>

interface Owner {
  readonly patientId: string
  readonly siteId: string
  readonly studyId: string
}

/** Writes the sealed identity and its blind index. */
export async function insertIdentity(tx: Tx, owner: Owner, identity: Identity): Promise<void> {
  const id = newId()
  const dataKey = makeDataKey(contextOf('data_key', id, owner.siteId))
  const sealed: Partial<Record<Field, string>> = {}
  for (const field of IDENTITY_FIELDS) {
    const plain = identity[field]
    if (plain) sealed[field] = sealField(dataKey, plain, contextOf(field, id, owner.siteId))
  }
  await tx.db.patientIdentity.create({ data: { id, ...owner, dataKey: dataKey.wrapped, ...sealed } })
  if (identity.phone) {
    const own = { number: identity.phone, relation: 'patient', preferred: true }
    const nothing = { holder: null, bestHour: null, note: null }
    await insertPhone(tx, owner, { identityId: id, key: dataKey }, { ...own, ...nothing })
  }
  await tx.db.patientToken.createMany({
    data: listTokens(owner.siteId, identity).map((token) => ({ id: newId(), ...owner, ...token })),
  })
}

export interface SealedRow {
  readonly id: string
  readonly siteId: string
  readonly dataKey: string
  readonly name: string | null
  readonly sex: string | null
  readonly birthDate: string | null
  readonly idNumber: string | null
  readonly hospitalNumber: string | null
  readonly address: string | null
}

/** What the identity row itself holds. */
export function openIdentity(row: SealedRow): Identity {
  const dataKey = openKey(row)
  const identity: Partial<Record<Field, string>> = {}
  for (const field of IDENTITY_FIELDS) {
    const sealed = row[field]
    if (sealed) identity[field] = unsealField(dataKey, sealed, contextOf(field, row.id, row.siteId))
  }
  return identity
}

/** A token of one site says nothing at another. */
export function makeToken(siteId: string, kind: TokenKind, normalised: string): string {
  return hmac('index', `${siteId}|${kind}|${normalised}`)
}

export function listTokens(siteId: string, identity: Identity): { kind: TokenKind; token: string }[] {
  const spelled = identity.name ? spellName(identity.name) : { full: '', initials: '' }
  const values: [TokenKind, string][] = [
    ['name', normalise('name', identity.name ?? '')],
    ['pinyin', spelled.full],
    ['initials', spelled.initials],
    ['phone', normalise('phone', identity.phone ?? '')],
    ['id_number', normalise('id_number', identity.idNumber ?? '')],
    ['hospital_number', normalise('hospital_number', identity.hospitalNumber ?? '')],
  ]
  return values
    .filter(([, value]) => value !== '')
    .map(([kind, value]) => ({ kind, token: makeToken(siteId, kind, value) }))
}

/** Every token under which a typed query could be stored at the given sites. */
export function listQueryTokens(siteIds: readonly string[], query: string): string[] {
  const kinds: TokenKind[] = ['name', 'pinyin', 'initials', 'phone', 'id_number', 'hospital_number']
  return siteIds.flatMap((siteId) =>
    kinds.flatMap((kind) => {
      const value = normalise(kind, query)
      return value === '' ? [] : [makeToken(siteId, kind, value)]
    }),
  )
}

/** What points to the same person: number, phone or exact name; initials alone do not. */
export function listDuplicateTokens(siteId: string, identity: Identity): string[] {
  return listTokens(siteId, identity)
    .filter(({ kind }) => kind !== 'pinyin' && kind !== 'initials')
    .map(({ token }) => token)
}
