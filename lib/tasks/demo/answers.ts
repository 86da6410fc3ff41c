import type { Values } from '@/lib/codebook/item'
import type { Dice } from './dice'
import type { Scenario } from './scenario'

/** What the invented patients answer, form by form. */

const isDisc = ({ arm }: Scenario) => arm.endsWith('peld')

/** Pain by visit: back for fractures, the leg for herniations. */
const BACK = {
  fracture: { pre: 7.4, d1: 3.2, d3: 2.6, m3: 1.9, m12: 1.5 },
  disc: { pre: 4.6, d1: 3, d3: 2.4, m3: 1.8, m12: 1.6 },
}
const LEG = {
  fracture: { pre: 0.8, d1: 0.6, d3: 0.5, m3: 0.4, m12: 0.4 },
  disc: { pre: 7.1, d1: 2.6, d3: 2, m3: 1.3, m12: 1.1 },
}
const DISABILITY = { pre: 3.2, d1: 2.6, d3: 2.2, m3: 1.1, m12: 0.8 }

type VisitCode = keyof typeof DISABILITY

function asVisit(code: string): VisitCode {
  return code in DISABILITY ? (code as VisitCode) : 'm3'
}

/** One patient in six keeps a painful back; the rules find it. */
function isSore({ number }: Scenario): boolean {
  return number % 6 === 1
}

export function answer(instrument: string, visit: string, scenario: Scenario, dice: Dice): Values | null {
  const code = asVisit(visit)
  switch (instrument) {
    case 'demographics':
      return {
        height_cm: 152 + dice.roll(28),
        weight_kg: 48 + dice.roll(32),
        smoking: dice.roll(3),
        heavy_work: dice.roll(2),
        hypertension: dice.roll(2),
        diabetes: dice.roll(4) === 0 ? 1 : 0,
      }
    case 'ovcf_baseline':
      return {
        site: 1 + dice.roll(3),
        type: 1 + dice.roll(3),
        compression: dice.roll(3),
        endplate_intact: dice.roll(2),
        bmd_g_cm2: (550 + dice.roll(200)) / 1000,
        course_y: (10 + dice.roll(120)) / 10,
      }
    case 'pain':
      return answerPain(code, scenario, dice)
    case 'odi':
      return answerDisability(code, scenario, dice)
    case 'leakage':
      return answerLeakage(scenario)
    case 'residual_pain':
      return isSore(scenario)
        ? { residual_pain: 1, residual_pain_quality: [2, 5], residual_pain_limits: 1 }
        : { residual_pain: 0 }
    case 'recurrent_pain':
      return scenario.number % 9 === 5 && code !== 'd3'
        ? { pain_relieved: 1, recurrent_pain: 1, recurrent_nrs: 5, recurrent_site: isDisc(scenario) ? 1 : 3 }
        : { pain_relieved: 1, recurrent_pain: 0 }
    case 'macnab':
      return { macnab: isSore(scenario) ? 3 : 1 + dice.roll(2) }
    case 'urgent_signs':
      return {
        urgent_bladder: scenario.fate === 'urgent' && code === 'm3' ? 1 : 0,
        urgent_bowel: 0,
        urgent_saddle: 0,
        urgent_weakness: 0,
        urgent_fever: 0,
      }
    default:
      return null
  }
}

function answerPain(code: VisitCode, scenario: Scenario, dice: Dice): Values {
  const kind = isDisc(scenario) ? 'disc' : 'fracture'
  const worse = isSore(scenario) && code !== 'pre' ? 3 : 0
  const rest = dice.score(BACK[kind][code] + worse, 0.9)
  const side = scenario.number % 2 === 0 ? 'vas_leg_left' : 'vas_leg_right'
  const leg = dice.score(LEG[kind][code], 0.5)
  if (scenario.fate === 'unmeasured' && code === 'd3') {
    return {
      vas_back_rest: { missing: 'not_done' },
      vas_back_activity: { missing: 'not_done' },
      vas_leg_left: { missing: 'not_done' },
      vas_leg_right: { missing: 'not_done' },
    }
  }
  return {
    vas_back_rest: rest,
    vas_back_activity: dice.score(rest + 0.8, 0.3),
    vas_leg_left: side === 'vas_leg_left' ? leg : 0,
    vas_leg_right: side === 'vas_leg_right' ? leg : 0,
  }
}

function answerDisability(code: VisitCode, scenario: Scenario, dice: Dice): Values {
  const centre = DISABILITY[code] + (isSore(scenario) && code !== 'pre' ? 0.7 : 0)
  const sections = Array.from({ length: 10 }, (_, index) => {
    const value = Math.round(Math.min(5, Math.max(0, centre + dice.roll(3) - 1)))
    return [`odi_${index + 1}`, value] as const
  })
  const values: Record<string, Values[string]> = Object.fromEntries(sections)
  if (scenario.number % 10 === 0) values.odi_8 = { missing: 'refused' }
  return values
}

/** Fewer leaks behind a printed guide, as in the cohort the demo is modelled on. */
function answerLeakage({ number, arm }: Scenario): Values {
  const leaks = arm === 'pvp' ? number % 3 === 0 : number % 7 === 0
  if (!leaks) return { leak: 0, leak_detection: 1 }
  return {
    leak: 1,
    leak_detection: 1,
    leak_types: number % 2 === 0 ? [3] : [2, 4],
    leak_endplate_cortex: 1,
    leak_symptomatic: 0,
  }
}

export function answerOperation(scenario: Scenario, dice: Dice): Values {
  const guided = scenario.arm === '3d_pvp'
  const common = {
    puncture_min: ((guided ? 60 : 90) + dice.roll(guided ? 40 : 60)) / 10,
    fluoro_total: guided ? 5 + dice.roll(5) : 9 + dice.roll(8),
    op_minutes: isDisc(scenario) ? 60 + dice.roll(50) : 30 + dice.roll(30),
    anaesthesia: 1,
  }
  if (isDisc(scenario)) return { ...common, blood_loss_ml: 10 + dice.roll(30) }
  return {
    ...common,
    cement_ml: (40 + dice.roll(40)) / 10,
    cement_type: 1,
    cement_viscosity: 3,
    puncture_side: 1 + dice.roll(2),
  }
}

const FRACTURED = ['T11', 'T12', 'L1', 'L2'] as const
const HERNIATED = ['L4-5', 'L5-S1'] as const

export function listLevels(scenario: Scenario): { level: string; side: 'left' | 'right' | 'both' }[] {
  const { number } = scenario
  if (isDisc(scenario)) {
    return [{ level: HERNIATED[number % 2] ?? 'L4-5', side: number % 2 === 0 ? 'left' : 'right' }]
  }
  const first = FRACTURED[number % 3] ?? 'L1'
  const second = FRACTURED[(number % 3) + 1] ?? 'L2'
  return number % 4 === 0
    ? [
        { level: first, side: 'both' },
        { level: second, side: 'both' },
      ]
    : [{ level: first, side: 'both' }]
}
