import { isIsoDate } from './dates'

/** What a number of a Chinese identity card says of its holder; `other` is any other document, taken as it is. */
export type ResidentId =
  | { readonly kind: 'card'; readonly birthDate: string; readonly sex: 'M' | 'F' }
  | { readonly kind: 'other' }
  | { readonly kind: 'faulty'; readonly issue: 'id_length' | 'id_checksum' | 'id_birth_date' }

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARACTERS = '10X98765432'

/**
 * Reads an identity number: 18 digits by GB 11643 (last one a check character, ISO 7064 MOD 11-2) or the 15 digits
 * issued before 1999, which have no check. Only digits in another number are a slip; letters make it another document.
 */
export function readResidentId(typed: string): ResidentId {
  const text = typed.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
  if (/^\d{17}[\dX]$/.test(text)) {
    if (checkCharacter(text) !== text[17]) return { kind: 'faulty', issue: 'id_checksum' }
    return describe(text.slice(6, 14), text[16])
  }
  if (/^\d{15}$/.test(text)) return describe(`19${text.slice(6, 12)}`, text[14])
  return /^\d+$/.test(text) ? { kind: 'faulty', issue: 'id_length' } : { kind: 'other' }
}

function checkCharacter(text: string): string | undefined {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  return CHECK_CHARACTERS[sum % 11]
}

function describe(packed: string, order: string | undefined): ResidentId {
  const birthDate = `${packed.slice(0, 4)}-${packed.slice(4, 6)}-${packed.slice(6)}`
  if (!isIsoDate(birthDate)) return { kind: 'faulty', issue: 'id_birth_date' }
  return { kind: 'card', birthDate, sex: Number(order) % 2 === 1 ? 'M' : 'F' }
}
