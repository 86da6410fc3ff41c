import type { Bilingual, ChoiceItem, Code, Formula, Instrument, Scores, Values } from '@/lib/codebook/item'
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

/** The wording of the questionnaire is licensed and is read from the site's own sheet; these are short names of ours. */
const SECTIONS: readonly Bilingual[] = [
  { zh: '疼痛程度', en: 'Pain' },
  { zh: '自理', en: 'Self-care' },
  { zh: '提物', en: 'Lifting' },
  { zh: '行走', en: 'Walking' },
  { zh: '坐', en: 'Sitting' },
  { zh: '站立', en: 'Standing' },
  { zh: '睡眠', en: 'Sleep' },
  { zh: '性生活', en: 'Sex life' },
  { zh: '社会活动', en: 'Social life' },
  { zh: '出行', en: 'Travel' },
]

const GRADES: readonly Code[] = [0, 1, 2, 3, 4, 5].map((code) => ({
  code,
  key: String(code),
  label: { zh: String(code), en: String(code) },
}))

const items = SECTIONS.map((label, index): ChoiceItem => ({
  name: `odi_${index + 1}`,
  kind: 'choice',
  label: { zh: `${index + 1} ${label.zh}`, en: `${index + 1} ${label.en}` },
  measure: 'ordinal',
  section: { zh: 'ODI', en: 'ODI' },
  help: {
    zh: '0 无影响，5 最重；同一项勾选两处时取较高者',
    en: '0 no limit, 5 worst; where two are ticked, the higher',
  },
  required: true,
  codes: GRADES,
}))

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
