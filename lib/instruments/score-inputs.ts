/** Which answers a derived value was made from, so that it can be shown with them. */
import { namesIn } from '@/lib/codebook/calculate'
import { parseExpression } from '@/lib/codebook/expression'
import type { CalculatedItem, Instrument, Item } from '@/lib/codebook/item'
import { RAND_DOMAINS } from './rand36-key'

const JOA_SYMPTOMS = ['joa_low_back', 'joa_leg', 'joa_gait']
const JOA_SIGNS = ['joa_by_phone', 'joa_slr', 'joa_sensory', 'joa_motor']
const JOA_DAILY = ['turning', 'standing', 'washing', 'leaning', 'sitting', 'lifting', 'walking'].map(
  (part) => `joa_${part}`,
)
const REFERENCE = ['up', 'low'].flatMap((side) => [
  `${side}1_state`,
  `${side}2_state`,
  `${side}_ant`,
  `${side}_mid`,
])
const COMPARED = ['wall_intact', 'index_post', ...REFERENCE]
const REPORTED = [
  'ae_serious',
  ...['known', 'reported'].flatMap((stem) => ['', '_hour', '_minute'].map((part) => `ae_${stem}${part}`)),
]

function number(stem: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${stem}_${index + 1}`)
}

/** By the id of the formula. */
const READS: Readonly<Record<string, readonly string[]>> = {
  bmi: ['height_cm', 'weight_kg'],
  'vas-back-worst': ['vas_back_rest', 'vas_back_activity'],
  'vas-leg-worst': ['vas_leg_left', 'vas_leg_right'],
  'nrs-leg-worst': ['nrs_leg_left', 'nrs_leg_right'],
  'odi-raw': number('odi', 10),
  'odi-answered': number('odi', 10),
  'odi-percent': number('odi', 10),
  'odi9-raw': number('odi9', 9),
  'odi9-answered': number('odi9', 9),
  'odi9-percent': number('odi9', 9),
  'joa29-subjective': JOA_SYMPTOMS,
  'joa29-signs': JOA_SIGNS,
  'joa29-adl': JOA_DAILY,
  'joa29-total': [...JOA_SYMPTOMS, ...JOA_SIGNS, ...JOA_DAILY, 'joa_bladder'],
  ...Object.fromEntries(
    RAND_DOMAINS.map(({ id, items }) => [`rand36-${id}`, items.map((one) => `rand_${one}`)]),
  ),
  'rand36-ht': ['rand_2'],
  'eq5d5l-profile': ['eq_mobility', 'eq_self_care', 'eq_activities', 'eq_pain', 'eq_anxiety'],
  'block-relief': ['block_vas_before', 'block_vas_after'],
  'ae-hours-to-report': REPORTED,
  'ae-in-time': REPORTED,
  'height-reference': COMPARED,
  'height-remaining-anterior': ['index_ant', ...COMPARED],
  'height-remaining-middle': ['index_mid', ...COMPARED],
  'height-loss-anterior': ['index_ant', ...COMPARED],
  'height-loss-middle': ['index_mid', ...COMPARED],
  'wedge-ratio': ['index_ant', 'index_post'],
  'height-mm-anterior': ['index_ant', 'film_calibration'],
  'height-mm-middle': ['index_mid', 'film_calibration'],
  'height-mm-posterior': ['index_post', 'film_calibration'],
  'genant-by-loss': ['genant_loss_pct'],
  'who-bone-class': ['bd_method', 'bd_t_score'],
  charlson: ['cci_conditions'],
  'daily-dose': ['trt_dose_mg', 'trt_times'],
  'course-over-6-months': ['risk_course_months'],
}

/**
 * The items a derived value is made from, in the order of the form. Of a calculation that stands in the data they are
 * those its expression names; of a formula of ours those listed here, which a test holds against the formula itself.
 */
export function listInputs(instrument: Instrument, item: CalculatedItem): Item[] {
  const names =
    item.expression === undefined ? (READS[item.formula.id] ?? []) : namesIn(parseExpression(item.expression))
  return instrument.items.filter(({ name }) => names.includes(name))
}
