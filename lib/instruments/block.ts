import type { Formula, Instrument, NumberItem, Scores, Values } from '@/lib/codebook/item'
import { bilingual, buildChoice, buildCodes, buildDate, buildMulti, buildText } from './build-items'
import type { Words } from './build-items'
import { noScore, percentChangeFrom, scoreOf } from './score'
import { LUMBAR_DISCS, SIDES } from './sides'
import { SNRB_STUDY } from './sources'

const INJECTED = { zh: '注射', en: 'Injection' }
const EFFECT = { zh: '效果', en: 'Effect' }

const RELIEF: Formula = {
  id: 'block-relief',
  version: 1,
  text: {
    zh: '100 ×（阻滞前 − 阻滞后）÷ 阻滞前；阻滞前为 0 时无定义',
    en: '100 × (before − after) ÷ before; undefined where there was no pain before',
  },
  source: SNRB_STUDY,
}

function buildPain(name: string, label: Words): NumberItem {
  return {
    name,
    kind: 'number',
    label: bilingual(label),
    measure: 'scale',
    unit: '/10',
    section: EFFECT,
    decimals: 1,
    hard: { min: 0, max: 10 },
  }
}

/** Selective nerve root block: the study's intervention, so what was given stands in full. */
export const block: Instrument = {
  id: 'block',
  version: 1,
  title: { zh: '选择性神经根阻滞', en: 'Selective nerve root block' },
  short: { zh: '阻滞', en: 'Block' },
  repeat: 'none',
  source: SNRB_STUDY,
  items: [
    buildDate('block_date', ['阻滞日期', 'Date of the block'], { required: true }),
    buildChoice('block_level', ['阻滞节段', 'Level of the block'], LUMBAR_DISCS, { required: true }),
    buildChoice('block_side', ['阻滞侧别', 'Side of the block'], SIDES, { required: true }),
    buildChoice(
      'block_guidance',
      ['引导', 'Guided by'],
      buildCodes([
        [1, 'ct', 'CT', 'CT'],
        [2, 'fluoroscopy', 'X 线透视', 'Fluoroscopy'],
        [3, 'ultrasound', '超声', 'Ultrasound'],
        [4, 'none', '无', 'Nothing'],
      ]),
      { required: true },
    ),
    {
      name: 'block_needle_gauge',
      kind: 'integer',
      label: { zh: '穿刺针', en: 'Needle' },
      measure: 'scale',
      unit: 'G',
      section: INJECTED,
      hard: { min: 14, max: 30 },
      soft: { min: 18, max: 25 },
    },
    buildMulti(
      'block_drugs',
      ['药物', 'Drugs'],
      buildCodes([
        [1, 'ropivacaine', '罗哌卡因', 'Ropivacaine'],
        [2, 'lidocaine', '利多卡因', 'Lidocaine'],
        [3, 'bupivacaine', '布比卡因', 'Bupivacaine'],
        [4, 'dexamethasone_palmitate', '地塞米松棕榈酸酯', 'Dexamethasone palmitate'],
        [5, 'betamethasone', '倍他米松', 'Betamethasone'],
        [6, 'triamcinolone', '曲安奈德', 'Triamcinolone'],
        [7, 'methylprednisolone', '甲泼尼龙', 'Methylprednisolone'],
        [8, 'saline', '生理盐水', 'Saline'],
        [9, 'other', '其他', 'Other'],
      ]),
      { required: true, section: INJECTED },
    ),
    buildText('block_drugs_other', ['其他药物', 'Other drugs'], {
      showIf: 'has(block_drugs, 9)',
      maxLength: 200,
      section: INJECTED,
    }),
    {
      name: 'block_ml',
      kind: 'number',
      label: { zh: '注射量', en: 'Volume injected' },
      measure: 'scale',
      unit: 'mL',
      section: INJECTED,
      required: true,
      decimals: 1,
      hard: { min: 0.1, max: 20 },
      soft: { min: 0.5, max: 6 },
    },
    buildPain('block_vas_before', ['阻滞前下肢痛 VAS', 'Leg pain VAS before the block']),
    buildPain('block_vas_after', ['阻滞后下肢痛 VAS', 'Leg pain VAS after the block']),
    {
      name: 'block_vas_after_min',
      kind: 'integer',
      label: { zh: '评分距阻滞时间', en: 'Asked how long after the block' },
      measure: 'scale',
      unit: 'min',
      section: EFFECT,
      showIf: 'answered(block_vas_after)',
      hard: { min: 0, max: 2880 },
    },
    {
      name: 'block_relief_pct',
      kind: 'calculated',
      label: { zh: '阻滞缓解率', en: 'Relief by the block' },
      measure: 'scale',
      unit: '%',
      section: EFFECT,
      decimals: 1,
      formula: RELIEF,
    },
    buildMulti(
      'block_adverse',
      ['不良反应', 'Adverse effects'],
      buildCodes([
        [0, 'none', '无', 'None'],
        [1, 'weakness', '一过性下肢无力', 'Passing weakness of the leg'],
        [2, 'numbness', '麻木加重', 'More numbness'],
        [3, 'pain', '疼痛加重', 'More pain'],
        [4, 'dizziness', '头晕', 'Dizziness'],
        [5, 'haematoma', '血肿', 'Haematoma'],
        [6, 'intrathecal', '误入鞘内', 'Injected into the sheath'],
        [7, 'vascular', '误入血管', 'Injected into a vessel'],
        [8, 'allergy', '过敏', 'Allergy'],
        [9, 'other', '其他', 'Other'],
      ]),
      { required: true, section: EFFECT },
    ),
  ],
  score: scoreBlock,
}

/** Relief of leg pain in percent of the value before; negative where it got worse. */
function scoreBlock(values: Values): Scores {
  const { block_vas_before: before, block_vas_after: after } = values
  if (typeof before !== 'number' || typeof after !== 'number') {
    return { block_relief_pct: noScore(RELIEF, 'not_answered') }
  }
  const relief = percentChangeFrom(before, after)
  return {
    block_relief_pct: relief === null ? noScore(RELIEF, 'no_pain_before') : scoreOf(RELIEF, relief),
  }
}
