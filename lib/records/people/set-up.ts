import { createHash, timingSafeEqual } from 'node:crypto'
import type { Locale } from '@/lib/i18n/locale'
import { invalidField, Problem } from '@/lib/problem'
import { change, reading, type Done } from '../change'
import { newCode } from '../ids'
import { systemCall } from '../system-call'
import type { Tx } from '../transaction'
import { refuseTaken } from '../unique'
import { countAdministrators } from './administrators'
import { countAttempt, forgiveAttempt } from './attempts'
import { writePerson } from './people'

/*
 * The first administrator. Whoever can read the terminal of the server gets a code that works once; the database
 * keeps its hash. Changes here need a second reader.
 */

const VALID_HOURS = 24
/** 28 characters out of 27: 133 bits, so a plain hash is enough. */
const CODE_LENGTH = 28

/** Hyphens, blanks and small letters are how people copy; none of them carries anything. */
function hashCode(code: string): string {
  const bare = code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
  return createHash('sha256').update(bare).digest('hex')
}

/**
 * Makes a code that replaces the one before, while nobody administers the registry; null when somebody does. With
 * `ifEmpty` only where there is no person at all.
 */
export async function makeSetupCode({ ifEmpty = false } = {}): Promise<string | null> {
  return reading(systemCall('set-up'), 'instance.set_up', 'across', async (tx) => {
    await lockInstance(tx)
    const people = ifEmpty ? await tx.db.person.count() : await countAdministrators(tx)
    if (people > 0) return null
    const code = newCode(CODE_LENGTH)
    await tx.db.instance.updateMany({
      data: {
        setupCodeHash: hashCode(code),
        setupCodeExpiresAt: new Date(tx.now.getTime() + VALID_HOURS * 3_600_000),
      },
    })
    return (code.match(/.{4}/g) ?? []).join('-')
  })
}

/** Is there a code to be used? Without one the page of the set-up does not exist. */
export async function isSetupOpen(): Promise<boolean> {
  return reading(systemCall('set-up'), 'instance.set_up', 'across', async (tx) => {
    const instance = await tx.db.instance.findFirst()
    return isOpen(instance) && (await countAdministrators(tx)) === 0
  })
}

function isOpen<T extends { readonly setupCodeHash: string | null }>(
  instance: T | null,
): instance is T & { readonly setupCodeHash: string } {
  return typeof instance?.setupCodeHash === 'string'
}

/** Uses of a code wait for each other here: the second finds it used. */
async function lockInstance(tx: Tx): Promise<void> {
  await tx.db.$queryRaw`select id from instance for update`
}

export interface FirstAdministrator {
  readonly code: string
  readonly username: string
  readonly displayName: string
  readonly password: string
  readonly locale: Locale
}

/** Makes the first administrator, once. Wrong codes are counted as failed sign-ins are. */
export async function setUp(input: FirstAdministrator, address: string): Promise<Done> {
  if (!(await isSetupOpen())) throw new Problem('not_found')
  const { code, ...person } = input
  const attempt = await countAttempt(`set-up:${address}`, address)
  await reading(systemCall('set-up'), 'instance.set_up', 'across', async (tx) => {
    await checkCode(tx, code)
    await forgiveAttempt(tx, attempt)
  })
  return refuseTaken('username', () =>
    change(systemCall('set-up'), 'instance.set_up', 'across', async (tx) => {
      await lockInstance(tx)
      await checkCode(tx, code)
      const saved = await writePerson(tx, { ...person, grants: [{ role: 'admin', study: null, site: null }] })
      await tx.db.instance.updateMany({ data: { setupCodeHash: null, setupCodeExpiresAt: null } })
      return saved
    }),
  )
}

async function checkCode(tx: Tx, code: string): Promise<void> {
  const instance = await tx.db.instance.findFirst()
  if (!isOpen(instance) || (await countAdministrators(tx)) > 0) throw new Problem('not_found')
  const given = Buffer.from(hashCode(code))
  if (!timingSafeEqual(given, Buffer.from(instance.setupCodeHash))) throw invalidField('code', 'code_wrong')
  if ((instance.setupCodeExpiresAt ?? tx.now) <= tx.now) throw invalidField('code', 'code_expired')
}
