import { hash, verify } from '@node-rs/argon2'
import { judgePassword } from '@/lib/access/password-rule'
import { PASSWORD_MIN } from '@/lib/contracts/people'
import { invalidField } from '@/lib/problem'
import type { Tx } from '../transaction'

// argon2id, the parameters of OWASP's password storage cheat sheet.
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

const PASSWORD_MAX = 128

interface Named {
  readonly username: string
  readonly displayName: string
}

/** The hash to keep; refuses what is short, common, or made of the names of person and sites. */
export async function hashPassword(tx: Tx, password: string, person: Named): Promise<string> {
  const text = password.normalize('NFKC')
  if (text.length < PASSWORD_MIN) throw invalidField('password', 'password_short', { min: PASSWORD_MIN })
  if (text.length > PASSWORD_MAX) throw invalidField('password', 'too_long', { max: PASSWORD_MAX })
  const sites = await tx.db.site.findMany({ select: { code: true, nameZh: true, nameEn: true } })
  const names = sites.flatMap(({ code, nameZh, nameEn }) => [code, nameZh, nameEn])
  const fault = judgePassword(text, [person.username, person.displayName, ...names])
  if (fault) throw invalidField('password', fault)
  return hash(text, OPTIONS)
}

let decoy: Promise<string> | undefined

/** Verifies against the person's hash, or for an unknown person against a decoy that costs the same. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash('nobody has this password', OPTIONS)
  const matches = await verify(stored ?? (await decoy), password.normalize('NFKC').slice(0, PASSWORD_MAX))
  return stored !== null && matches
}
