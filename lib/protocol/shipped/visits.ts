/** Windows every shipped protocol shares (own proposal), and the five-visit default. */
import type { VisitInstrument, VisitPlan } from '../protocol'

type Timing = Omit<VisitPlan, 'instruments'>

const atOperation = { anchor: 'index_operation', graceDays: 0 } as const

export const PRE: Timing = {
  ...atOperation,
  code: 'pre',
  label: { zh: '术前', en: 'Pre-operative' },
  short: { zh: '术前', en: 'Pre' },
  target: 0,
  window: { unit: 'days', from: -60, to: 0 },
  before: true,
}

export const DAY_1: Timing = {
  ...atOperation,
  code: 'd1',
  label: { zh: '术后 1 天', en: 'Day 1' },
  short: { zh: '1 天', en: 'Day 1' },
  target: 1,
  window: { unit: 'hours', from: 12, to: 36, days: { from: 1, to: 1 } },
}

export const DAY_3: Timing = {
  ...atOperation,
  code: 'd3',
  label: { zh: '术后 3 天', en: 'Day 3' },
  short: { zh: '3 天', en: 'Day 3' },
  target: 3,
  window: { unit: 'hours', from: 60, to: 108, days: { from: 3, to: 4 }, orDischarge: true },
}

export const MONTH_3: Timing = {
  ...atOperation,
  code: 'm3',
  label: { zh: '术后 3 个月', en: '3 months' },
  short: { zh: '3 月', en: '3 mo' },
  target: 90,
  window: { unit: 'days', from: 76, to: 120 },
  graceDays: 30,
}

export const MONTH_12: Timing = {
  ...atOperation,
  code: 'm12',
  label: { zh: '术后 12 个月', en: '12 months' },
  short: { zh: '12 月', en: '12 mo' },
  target: 365,
  window: { unit: 'days', from: 320, to: 410 },
  graceDays: 90,
}

export const MONTH_1: Timing = {
  ...atOperation,
  code: 'm1',
  label: { zh: '术后 1 个月', en: '1 month' },
  short: { zh: '1 月', en: '1 mo' },
  target: 30,
  window: { unit: 'days', from: 21, to: 45 },
  graceDays: 15,
}

export const MONTH_6: Timing = {
  ...atOperation,
  code: 'm6',
  label: { zh: '术后 6 个月', en: '6 months' },
  short: { zh: '6 月', en: '6 mo' },
  target: 182,
  window: { unit: 'days', from: 150, to: 215 },
  graceDays: 45,
}

export function ask(
  id: string,
  more: Omit<VisitInstrument, 'id' | 'version' | 'required'> = {},
): VisitInstrument {
  return { id, version: 1, required: true, ...more }
}

export function offer(
  id: string,
  more: Omit<VisitInstrument, 'id' | 'version' | 'required'> = {},
): VisitInstrument {
  return { id, version: 1, required: false, ...more }
}

const cement = { techniques: ['PVP', 'PKP'] } as const
const disc = { techniques: ['PELD'] } as const

/** What a department fills in when it has a reason to: never asked for, one tab away. */
const examined = [offer('neurology'), offer('radiographs', cement)]
const atLeisure = [
  offer('joa', disc),
  offer('macnab_cn', disc),
  offer('residual_symptoms', disc),
  offer('rand36'),
  offer('eq5d5l'),
  ...examined,
]

const atFollowUp: readonly VisitInstrument[] = [
  ask('pain'),
  offer('nrs', { insteadOf: 'pain' }),
  ask('odi'),
  ask('residual_pain'),
  ask('recurrent_pain'),
  ask('macnab', disc),
  ask('urgent_signs'),
  ...atLeisure,
]

/** Pre-op, day 1, day 3, 3 months, 12 months. */
export const FIVE_VISITS: readonly VisitPlan[] = [
  {
    ...PRE,
    instruments: [
      ask('demographics'),
      ask('ovcf_baseline', cement),
      ask('pain'),
      ask('odi'),
      offer('urgent_signs'),
      offer('ldh_baseline', disc),
      offer('symptoms', disc),
      offer('pfirrmann', disc),
      offer('modic', disc),
      offer('block', disc),
      offer('joa', disc),
      offer('fracture_level', cement),
      offer('genant', cement),
      offer('comorbidity'),
      offer('risk_factors'),
      offer('tcm_syndrome'),
      offer('rand36'),
      offer('eq5d5l'),
      ...examined,
    ],
  },
  {
    ...DAY_1,
    instruments: [
      ask('pain'),
      ask('leakage', cement),
      ask('urgent_signs'),
      ...examined,
      offer('cement_level', cement),
    ],
  },
  {
    ...DAY_3,
    instruments: [
      ask('pain'),
      ask('residual_pain', disc),
      ask('recurrent_pain'),
      ask('urgent_signs'),
      // Travel, lifting and sex life cannot be judged in bed, so the index is offered and not required.
      offer('odi'),
      offer('discharge'),
      offer('neurology'),
    ],
  },
  { ...MONTH_3, instruments: atFollowUp },
  { ...MONTH_12, instruments: atFollowUp },
]
