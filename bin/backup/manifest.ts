import { createHmac, hkdfSync } from 'node:crypto'
import * as z from 'zod'

/** Why a backup was not made or not restored, in words for whoever asked. */
export class BackupRefused extends Error {
  override name = 'BackupRefused'
}

export const MANIFEST = 'manifest.json'
export const FORMAT = 1

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const identifier = z.string().min(1).max(63)

const contents = z.strictObject({
  format: z.literal(FORMAT),
  /** The database's clock at the snapshot. */
  takenAt: z.iso.datetime(),
  mode: z.enum(['demo', 'production']),
  /** HMAC of a constant under the master key, as in the table `instance`: says which key, not what key. */
  keyCheck: z.string().min(1),
  postgresql: z.string(),
  migrations: z.array(z.strictObject({ name: z.string().regex(/^\w+$/), checksum: hash })),
  tables: z.array(
    z.strictObject({
      schema: identifier,
      name: identifier,
      columns: z.array(identifier),
      rows: z.int().min(0),
      // A name, never a path: nothing outside the backup is ever opened.
      file: z.string().regex(/^[\w.-]+\.copy\.gz$/),
      bytes: z.int().min(0),
      sha256: hash,
      /** Of the rows before they were compressed. */
      contentSha256: hash,
    }),
  ),
  sequences: z.array(
    z.strictObject({ schema: identifier, name: identifier, last: z.string(), called: z.boolean() }),
  ),
  leftOut: z.array(z.string()),
  /** Where each chain of the trail ended. */
  trail: z.array(z.strictObject({ chain: z.string(), seq: z.int(), hash })),
})

const sealed = contents.extend({ seal: hash })

export type Contents = z.infer<typeof contents>
export type Manifest = z.infer<typeof sealed>

function derive(masterKey: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, 'suivi', purpose, 32))
}

/** What the database of this key holds as its mark; the same as lib/records/cipher makes of it. */
export function markKey(masterKey: Buffer): string {
  return createHmac('sha256', derive(masterKey, 'check')).update('suivi').digest('base64url')
}

function writeSeal(body: Contents, masterKey: Buffer): string {
  return createHmac('sha256', derive(masterKey, 'backup'))
    .update(JSON.stringify(contents.parse(body)))
    .digest('hex')
}

export function printManifest(body: Contents, masterKey: Buffer): string {
  return `${JSON.stringify({ ...body, seal: writeSeal(body, masterKey) }, null, 2)}\n`
}

export function parseManifest(text: string): Manifest {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new BackupRefused(`${MANIFEST} is damaged: it is not JSON. Use another backup.`)
  }
  const parsed = sealed.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new BackupRefused(
    `${MANIFEST} is not one this version reads (${issue?.path.join('.')}: ${issue?.message}).`,
  )
}

/** Without the key nobody can write a manifest that passes: not the hashes, not the counts, not the list. */
export function checkSeal({ seal, ...body }: Manifest, masterKey: Buffer): void {
  if (body.keyCheck !== markKey(masterKey)) {
    throw new BackupRefused(
      'This is not the master key of the backup. Name the file of the right one with --key; without it the identities in it cannot be read.',
    )
  }
  if (seal !== writeSeal(body, masterKey)) {
    throw new BackupRefused(`${MANIFEST} was changed after the backup was made. Use another backup.`)
  }
}

/** The master key in base64, alone or as `masterKey` in the secrets.json of a state directory. */
export function readKey(text: string): Buffer {
  const found: unknown = text.trim().startsWith('{')
    ? (JSON.parse(text) as { masterKey?: unknown }).masterKey
    : text.trim()
  const bytes = Buffer.from(typeof found === 'string' ? found : '', 'base64')
  if (bytes.length !== 32) throw new BackupRefused('The master key must be 32 bytes in base64.')
  return bytes
}
