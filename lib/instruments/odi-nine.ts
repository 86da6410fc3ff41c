import type { Formula, Instrument, Scores, Values } from '@/lib/codebook/item'
import { buildSection, SECTIONS } from './odi-sections'
import { noScore, numbersOf, scoreOf } from './score'
import { ODI_RULE, OWN_PROPOSAL } from './sources'

const SEX_LIFE = 7

/** As in the ten-section form with its eighth section not applicable: one blank is borne (own proposal). */
const MIN_ANSWERED = 8

const RAW: Formula = {
  id: 'odi9-raw',
  version: 1,
  text: { zh: '已答各项之和', en: 'Sum of the sections answered' },
  source: ODI_RULE,
}

const ANSWERED: Formula = {
  id: 'odi9-answered',
  version: 1,
  text: { zh: '已答项数', en: 'Number of sections answered' },
  source: ODI_RULE,
}

const PERCENT: Formula = {
  id: 'odi9-percent',
  version: 1,
  text: {
    zh: '100 × 合计 ÷（5 × 已答项数）；全答时除以 45；少于 8 项不计算',
    en: '100 × sum ÷ (5 × sections answered), 45 when all are; not computed under 8',
  },
  source: `${ODI_RULE}; minimum of 8 of 9: ${OWN_PROPOSAL}`,
}

const items = SECTIONS.filter((_label, index) => index !== SEX_LIFE).map((label, index) =>
  buildSection(`odi9_${index + 1}`, index + 1, label),
)

/** The Chinese nine-section form, which does not ask about sex life; its names are not those of the ten sections. */
export const odiNine: Instrument = {
  id: 'odi_9',
  version: 1,
  title: { zh: 'Oswestry 功能障碍指数（九项，无性生活）', en: 'Oswestry Disability Index, nine sections' },
  short: { zh: 'ODI 九项', en: 'ODI-9' },
  repeat: 'none',
  source: `${ODI_RULE}; item texts are licensed and not shipped`,
  items: [
    ...items,
    {
      name: 'odi9_raw',
      kind: 'calculated',
      label: { zh: 'ODI 九项合计', en: 'ODI-9 raw sum' },
      measure: 'scale',
      decimals: 0,
      range: { min: 0, max: 45 },
      formula: RAW,
    },
    {
      name: 'odi9_answered',
      kind: 'calculated',
      label: { zh: 'ODI 九项已答项数', en: 'ODI-9 sections answered' },
      measure: 'scale',
      decimals: 0,
      range: { min: 0, max: 9 },
      formula: ANSWERED,
    },
    {
      name: 'odi9',
      kind: 'calculated',
      label: { zh: 'ODI（九项）', en: 'ODI, nine sections' },
      measure: 'scale',
      unit: '%',
      decimals: 1,
      range: { min: 0, max: 100 },
      jump: 50,
      formula: PERCENT,
    },
  ],
  score: scoreOdiNine,
}

/** Raw sum, sections answered and percentage of what they could reach (unrounded). */
function scoreOdiNine(values: Values): Scores {
  const answered = numbersOf(
    values,
    items.map(({ name }) => name),
  )
  const sum = answered.reduce((total, grade) => total + grade, 0)
  return {
    odi9_raw: answered.length === 0 ? noScore(RAW, 'not_answered') : scoreOf(RAW, sum),
    odi9_answered: scoreOf(ANSWERED, answered.length),
    odi9:
      answered.length < MIN_ANSWERED
        ? noScore(PERCENT, 'too_few_sections')
        : scoreOf(PERCENT, (100 * sum) / (5 * answered.length)),
  }
}
