import { hash, verify } from '@node-rs/argon2'
import { PASSWORD_MIN } from '@/lib/contracts/people'
import { invalidField } from '@/lib/problem'

// argon2id, the parameters of OWASP's password storage cheat sheet.
const OPTIONS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

const PASSWORD_MAX = 128

export async function hashPassword(password: string, username: string): Promise<string> {
  const text = password.normalize('NFKC')
  if (text.length < PASSWORD_MIN) throw invalidField('password', 'password_short', { min: PASSWORD_MIN })
  if (text.length > PASSWORD_MAX) throw invalidField('password', 'too_long', { max: PASSWORD_MAX })
  if (text.toLowerCase().replaceAll(username, '').length < 8)
    throw invalidField('password', 'password_is_name')
  return hash(text, OPTIONS)
}

let decoy: Promise<string> | undefined

/** Verifies against the person's hash, or for an unknown person against a decoy that costs the same. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash('nobody has this password', OPTIONS)
  const matches = await verify(stored ?? (await decoy), password.normalize('NFKC').slice(0, PASSWORD_MAX))
  return stored !== null && matches
}
