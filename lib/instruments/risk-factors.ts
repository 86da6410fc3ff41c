import type { Formula, Instrument, Scores, Values } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildYesNo } from './build-items'
import { noScore, scoreOf } from './score'
import { OVCF_STUDY, OWN_RULES, RESIDUAL_REVIEW } from './sources'

const DISC = { zh: '残留症状', en: 'Residual symptoms' }
const BONE = { zh: '骨折', en: 'Fracture' }
const LONG_MONTHS = 6

const LONG: Formula = {
  id: 'course-over-6-months',
  version: 1,
  text: { zh: '病程 > 6 个月为 1，否则为 0', en: '1 when the course is longer than 6 months, else 0' },
  source: RESIDUAL_REVIEW,
}

/**
 * Risk factors named by the review and by reviewers of fracture studies. Age, sex, body mass index and smoking stand
 * in `demographics` and are not asked twice.
 */
export const riskFactors: Instrument = {
  id: 'risk_factors',
  version: 1,
  title: { zh: '危险因素', en: 'Risk factors' },
  short: { zh: '危险因素', en: 'Risks' },
  repeat: 'none',
  source: `${RESIDUAL_REVIEW}; ${OVCF_STUDY}; ${OWN_RULES}`,
  items: [
    buildChoice(
      'risk_occupation',
      ['职业劳动强度', 'Work'],
      buildCodes([
        [0, 'none', '退休或无业', 'Retired or none'],
        [1, 'seated', '久坐', 'Seated'],
        [2, 'light', '轻体力', 'Light'],
        [3, 'moderate', '中等体力', 'Moderate'],
        [4, 'heavy', '重体力', 'Heavy labour'],
      ]),
      { measure: 'ordinal', required: true },
    ),
    {
      name: 'risk_pack_years',
      kind: 'number',
      label: { zh: '吸烟包年', en: 'Pack-years' },
      measure: 'scale',
      unit: 'pack·y',
      decimals: 1,
      hard: { min: 0, max: 300 },
      soft: { min: 0, max: 80 },
    },
    {
      name: 'risk_course_months',
      kind: 'number',
      label: { zh: '本病病程', en: 'Course of the illness' },
      measure: 'scale',
      unit: 'mo',
      section: DISC,
      required: true,
      decimals: 1,
      hard: { min: 0, max: 1200 },
      soft: { min: 0, max: 240 },
    },
    buildYesNo('risk_severe_leg_pain', ['术前重度腿痛', 'Severe leg pain before surgery'], { section: DISC }),
    buildYesNo('risk_severe_numbness', ['术前重度麻木', 'Severe numbness before surgery'], { section: DISC }),
    buildYesNo('risk_prior_spine_op', ['既往腰椎手术', 'Earlier lumbar surgery'], { section: DISC }),
    buildYesNo('risk_steroids', ['长期糖皮质激素（≥ 3 个月）', 'Glucocorticoids for 3 months or more'], {
      section: BONE,
    }),
    buildYesNo('risk_fragility', ['既往脆性骨折', 'Earlier fragility fracture'], { section: BONE }),
    buildYesNo('risk_parent_hip', ['父母髋部骨折', 'Hip fracture of a parent'], { section: BONE }),
    {
      name: 'risk_falls',
      kind: 'integer',
      label: { zh: '近一年跌倒次数', en: 'Falls in the past year' },
      measure: 'scale',
      section: BONE,
      hard: { min: 0, max: 365 },
      soft: { min: 0, max: 12 },
    },
    buildChoice(
      'risk_alcohol',
      ['饮酒', 'Alcohol'],
      buildCodes([
        [0, 'none', '不饮', 'None'],
        [1, 'some', '偶饮', 'Now and then'],
        [2, 'daily', '每日', 'Daily'],
      ]),
      { measure: 'ordinal', section: BONE },
    ),
    {
      name: 'risk_course_long',
      kind: 'calculated',
      label: { zh: '病程超过 6 个月（1 是，0 否）', en: 'Course longer than 6 months (1 yes, 0 no)' },
      measure: 'nominal',
      decimals: 0,
      range: { min: 0, max: 1 },
      formula: LONG,
    },
  ],
  score: scoreRiskFactors,
}

/** Whether the course is longer than the review's six months. */
function scoreRiskFactors(values: Values): Scores {
  const months = values['risk_course_months']
  return {
    risk_course_long:
      typeof months === 'number'
        ? scoreOf(LONG, months > LONG_MONTHS ? 1 : 0)
        : noScore(LONG, 'not_answered'),
  }
}
