import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { readEnv } from '@/lib/env'

/*
 * Identities at rest: AES-256-GCM under a key of the patient, itself wrapped by a key derived from the master
 * key, so that destroying one row's data key erases that person (decision 24). Changes here need a second reader.
 */

type Purpose =
  | 'allocation'
  | 'second-entry'
  | 'wrap'
  | 'index'
  | 'draft'
  | 'idempotency'
  | 'attempt'
  | 'check'
  | 'self-report'

const derived = new Map<Purpose, Buffer>()

function deriveKey(purpose: Purpose): Buffer {
  const known = derived.get(purpose)
  if (known) return known
  const master = Buffer.from(readEnv().SUIVI_MASTER_KEY, 'base64')
  const key = Buffer.from(hkdfSync('sha256', master, 'suivi', purpose, 32))
  derived.set(purpose, key)
  return key
}

/** Seals a text; the context (table|column|row|site) is authenticated, so it opens nowhere else. */
function seal(key: Buffer, plain: Buffer | string, context: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(context))
  const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  return ['v1', nameKey(key), nonce.toString('base64url'), body.toString('base64url')].join('.')
}

function unseal(key: Buffer, sealed: string, context: string): Buffer {
  const [form, keyId, nonce, body] = sealed.split('.')
  if (form !== 'v1' || keyId !== nameKey(key) || !nonce || !body) throw new Error('sealed with another key')
  const bytes = Buffer.from(body, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'))
  decipher.setAAD(Buffer.from(context))
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()])
}

function nameKey(key: Buffer): string {
  return createHash('sha256').update('name').update(key).digest('hex').slice(0, 8)
}

export interface DataKey {
  readonly wrapped: string
  readonly key: Buffer
}

export function makeDataKey(context: string): DataKey {
  const key = randomBytes(32)
  return { key, wrapped: seal(deriveKey('wrap'), key, context) }
}

export function unwrapDataKey(wrapped: string, context: string): DataKey {
  return { wrapped, key: unseal(deriveKey('wrap'), wrapped, context) }
}

/** The same key for another place. */
export function wrapDataKey(dataKey: DataKey, context: string): string {
  return seal(deriveKey('wrap'), dataKey.key, context)
}

export function sealField(dataKey: DataKey, plain: string, context: string): string {
  return seal(dataKey.key, plain, context)
}

export function unsealField(dataKey: DataKey, sealed: string, context: string): string {
  return unseal(dataKey.key, sealed, context).toString('utf8')
}

export function sealDraft(plain: string, context: string): string {
  return seal(deriveKey('draft'), plain, context)
}

export function unsealDraft(sealed: string, context: string): string {
  return unseal(deriveKey('draft'), sealed, context).toString('utf8')
}

export function sealAllocation(plain: string, context: string): string {
  return seal(deriveKey('allocation'), plain, context)
}

export function unsealAllocation(sealed: string, context: string): string {
  return unseal(deriveKey('allocation'), sealed, context).toString('utf8')
}

/** Keyed hash under a key of its own for each purpose. */
export function hmac(purpose: Exclude<Purpose, 'wrap' | 'draft' | 'allocation'>, text: string): string {
  return createHmac('sha256', deriveKey(purpose)).update(text).digest('base64url')
}
