import { createHash } from 'node:crypto'
import { hmac } from '../cipher'
import { CODE_ALPHABET } from '../ids'

/* Guards what a patient's link opens: changes to this file need a second reader. */

/** 28 characters out of 27: 133 bits. */
const LENGTH = 28
/** As `newCode` does: bytes above are skipped, so that every character is as likely. */
const FAIR = Math.floor(256 / CODE_ALPHABET.length) * CODE_ALPHABET.length

/**
 * The token of a link: a keyed function of its random id, so that the ward can show it again while the database keeps
 * nothing but a hash. Without the master key it cannot be told from chance.
 */
export function deriveToken(linkId: string): string {
  let token = ''
  for (let round = 0; token.length < LENGTH; round += 1) {
    for (const byte of Buffer.from(hmac('self-report', `${linkId}|${round}`), 'base64url')) {
      if (byte < FAIR && token.length < LENGTH) token += CODE_ALPHABET[byte % CODE_ALPHABET.length]
    }
  }
  return token
}

/** Whatever was sent is hashed and looked up alike; small letters and hyphens come of typing it. */
export function hashToken(token: string): string {
  const bare = token
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
  return createHash('sha256').update(bare).digest('hex')
}
