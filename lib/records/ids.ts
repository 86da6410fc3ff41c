import { randomBytes } from 'node:crypto'

/** UUIDv7: 48 bits of milliseconds, then random; sorts by time of creation. */
export function newId(now: number = Date.now()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x70
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

// No vowels and nothing that looks like something else: no words, no misreading.
export const CODE_ALPHABET = '23456789BCDFGHJKMNPQRSTVWXZ'

/** Random key of a patient in de-identified data; says nothing about site, order or date. */
export function newResearchId(): string {
  return newCode(8)
}

/** Random text that can be read out and copied by hand: 4.75 bits a character. */
export function newCode(length: number): string {
  let code = ''
  while (code.length < length) {
    const byte = randomBytes(1).readUInt8(0)
    if (byte < 243) code += CODE_ALPHABET[byte % 27]
  }
  return code
}
