/** Which forms can be asked of somebody who is heard and not seen. */
import type { Values } from '@/lib/codebook/item'

/**
 * Questions with an answer in words or a number. What needs eyes, hands, films or the patient's record is not among
 * them; a VAS, which is a mark on a line, is replaced by the protocol (`insteadOf`).
 */
const ASKED: ReadonlySet<string> = new Set([
  'nrs',
  'odi',
  'odi_9',
  'joa',
  'rand36',
  'macnab',
  'macnab_cn',
  'residual_pain',
  'recurrent_pain',
  'residual_symptoms',
  'urgent_signs',
])

/** May the form be asked by telephone? */
export function canBeTold(instrument: string): boolean {
  return ASKED.has(instrument)
}

/** What the telephone itself answers: of the JOA, that no hands examined the signs, so that its total is missing. */
export function answeredByTelephone(instrument: string): Values {
  return instrument === 'joa' ? { joa_by_phone: 1 } : {}
}
