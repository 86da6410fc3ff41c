import type { Formula, Instrument, Scores, Values } from '@/lib/codebook/item'
import { buildSection, SECTIONS } from './odi-sections'
import { noScore, numbersOf, scoreOf } from './score'
import { ODI_RULE, OWN_PROPOSAL } from './sources'

/** Fewer answered sections give no percentage: the other sections cannot stand for them (own proposal). */
const MIN_ANSWERED = 8

const RAW: Formula = {
  id: 'odi-raw',
  version: 1,
  text: { zh: '已答各项之和', en: 'Sum of the sections answered' },
  source: ODI_RULE,
}

const ANSWERED: Formula = {
  id: 'odi-answered',
  version: 1,
  text: { zh: '已答项数', en: 'Number of sections answered' },
  source: ODI_RULE,
}

const PERCENT: Formula = {
  id: 'odi-percent',
  version: 1,
  text: {
    zh: '100 × 合计 ÷（5 × 已答项数）；少于 8 项不计算',
    en: '100 × sum ÷ (5 × sections answered); not computed under 8',
  },
  source: `${ODI_RULE}; minimum of 8 of 10: ${OWN_PROPOSAL}`,
}

const items = SECTIONS.map((label, index) => buildSection(`odi_${index + 1}`, index + 1, label))

/** Oswestry Disability Index, ten sections 0–5. The nine-section form leaves section 8 "not applicable". */
export const odi: Instrument = {
  id: 'odi',
  version: 1,
  title: { zh: 'Oswestry 功能障碍指数', en: 'Oswestry Disability Index' },
  short: { zh: 'ODI', en: 'ODI' },
  repeat: 'none',
  source: `${ODI_RULE}; item texts are licensed and not shipped`,
  items: [
    ...items,
    {
      name: 'odi_raw',
      kind: 'calculated',
      label: { zh: 'ODI 合计', en: 'ODI raw sum' },
      measure: 'scale',
      decimals: 0,
      range: { min: 0, max: 50 },
      formula: RAW,
    },
    {
      name: 'odi_answered',
      kind: 'calculated',
      label: { zh: 'ODI 已答项数', en: 'ODI sections answered' },
      measure: 'scale',
      decimals: 0,
      range: { min: 0, max: 10 },
      formula: ANSWERED,
    },
    {
      name: 'odi',
      kind: 'calculated',
      label: { zh: 'ODI', en: 'ODI' },
      measure: 'scale',
      unit: '%',
      decimals: 1,
      range: { min: 0, max: 100 },
      jump: 50,
      formula: PERCENT,
    },
  ],
  score: scoreOdi,
}

/** Raw sum, sections answered and percentage (unrounded). */
function scoreOdi(values: Values): Scores {
  const answered = numbersOf(
    values,
    items.map(({ name }) => name),
  )
  const sum = answered.reduce((total, grade) => total + grade, 0)
  const enough = answered.length >= MIN_ANSWERED
  return {
    odi_raw: answered.length === 0 ? noScore(RAW, 'not_answered') : scoreOf(RAW, sum),
    odi_answered: scoreOf(ANSWERED, answered.length),
    odi: enough
      ? scoreOf(PERCENT, (100 * sum) / (5 * answered.length))
      : noScore(PERCENT, 'too_few_sections'),
  }
}
