/** Which forms patients can answer alone, and what of them. */
import type { Instrument } from '@/lib/codebook/item'

/**
 * Shipped forms whose answers are the patient's own, each with the items that somebody else fills in. Of the study's own
 * forms those that say so.
 */
const OWN_WORDS: Readonly<Record<string, readonly string[]>> = {
  pain: [],
  vas: [],
  nrs: [],
  odi: [],
  odi_nine: [],
  rand36: [],
  eq5d5l: ['eq_index', 'eq_value_set', 'eq_value_set_other'],
  macnab: [],
  macnab_cn: [],
  residual_pain: [],
  recurrent_pain: [],
  urgent_signs: [],
}

/** May patients answer the form themselves? One form a visit; what repeats over levels is the ward's. */
export function canSelfReport(instrument: Instrument): boolean {
  if (instrument.repeat !== 'none') return false
  return instrument.selfReport === true || Object.hasOwn(OWN_WORDS, instrument.id)
}

/** The form as patients see it: without calculated items and without what others fill in. */
export function toPatientForm(instrument: Instrument): Instrument {
  const others = OWN_WORDS[instrument.id] ?? []
  const { score: _score, ...form } = instrument
  return {
    ...form,
    items: instrument.items.filter(({ kind, name }) => kind !== 'calculated' && !others.includes(name)),
  }
}

const SIGNS = 'urgent_signs'

/** Is there a sign among the answers that cannot wait? */
export function hasUrgentSign(answers: Readonly<Record<string, Readonly<Record<string, unknown>>>>): boolean {
  return Object.values(answers[SIGNS] ?? {}).includes(1)
}
