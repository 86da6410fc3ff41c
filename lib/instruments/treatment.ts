import type { Formula, Instrument, Scores, Values } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildText, buildYesNo } from './build-items'
import { noScore, scoreOf } from './score'
import { LUMBAR_DISCS, SIDES } from './sides'
import { OWN_RULES, RESIDUAL_REVIEW, SNRB_STUDY } from './sources'
import { buildSpan } from './span'

const DOSE = { zh: '剂量', en: 'Dose' }
const PLACE = { zh: '部位', en: 'Where' }
const EFFECT = { zh: '效果', en: 'Effect' }

/** Codes below 20 are drugs, 20–29 are done with a needle or a knife, the rest are neither. */
const DRUG = 'trt_kind < 20'
const AT_A_LEVEL = 'trt_kind >= 20 and trt_kind < 30'

const DAILY: Formula = {
  id: 'daily-dose',
  version: 1,
  text: { zh: '单次剂量（mg）× 每日次数', en: 'Dose (mg) × times a day' },
  source: 'Definition',
}

/** One treatment a line: drugs with their dose, interventions with their level, and what is neither. */
export const treatment: Instrument = {
  id: 'treatment',
  version: 1,
  title: { zh: '治疗记录', en: 'Treatment' },
  short: { zh: '治疗', en: 'Treatm.' },
  repeat: 'log',
  source: `${RESIDUAL_REVIEW}; ${SNRB_STUDY}; ${OWN_RULES}`,
  items: [
    buildChoice(
      'trt_kind',
      ['治疗', 'Treatment'],
      buildCodes([
        [1, 'mecobalamin', '甲钴胺', 'Mecobalamin'],
        [2, 'neurotropin', '神经妥乐平', 'Neurotropin'],
        [3, 'nsaid', '非甾体抗炎药', 'NSAID'],
        [4, 'pregabalin', '普瑞巴林', 'Pregabalin'],
        [5, 'gabapentin', '加巴喷丁', 'Gabapentin'],
        [6, 'opioid', '阿片类', 'Opioid'],
        [7, 'paracetamol', '对乙酰氨基酚', 'Paracetamol'],
        [8, 'muscle_relaxant', '肌松药', 'Muscle relaxant'],
        [9, 'steroid', '糖皮质激素', 'Glucocorticoid'],
        [10, 'dehydration', '脱水药', 'Dehydrating drug'],
        [11, 'multimodal', '多模式镇痛', 'Multimodal analgesia'],
        [19, 'other_drug', '其他药物', 'Other drug'],
        [20, 'block', '神经阻滞', 'Nerve block'],
        [21, 'radiofrequency', '射频', 'Radiofrequency'],
        [22, 'revision_peld', '翻修 PELD', 'Revision PELD'],
        [23, 'other_operation', '其他手术', 'Another operation'],
        [30, 'emg_feedback', '表面肌电反馈康复', 'Surface-EMG feedback'],
        [31, 'exercise', '康复训练', 'Exercise therapy'],
        [32, 'physical', '理疗', 'Physical agents'],
        [33, 'herbal_washing', '中药熏洗', 'Herbal washing'],
        [34, 'acupuncture', '针灸', 'Acupuncture'],
        [35, 'psychological', '心理干预', 'Psychological care'],
        [39, 'other', '其他', 'Other'],
      ]),
      { required: true },
    ),
    buildText('trt_name', ['药名或说明', 'Name of the drug, or what it was'], { maxLength: 200 }),
    buildChoice(
      'trt_reason',
      ['原因', 'Given for'],
      buildCodes([
        [1, 'before_surgery', '术前镇痛', 'Pain before surgery'],
        [2, 'residual_pain', '残留腰痛', 'Residual back pain'],
        [3, 'recurrent_pain', '疼痛反复', 'Recurrent pain'],
        [4, 'numbness', '麻木', 'Numbness'],
        [5, 'weakness', '无力', 'Weakness'],
        [6, 'recurrence', '复发', 'Recurrence'],
        [7, 'routine', '术后常规', 'Routine after surgery'],
        [9, 'other', '其他', 'Other'],
      ]),
      { required: true },
    ),
    ...buildSpan('trt'),
    {
      name: 'trt_dose_mg',
      kind: 'number',
      label: { zh: '单次剂量', en: 'Dose' },
      measure: 'scale',
      unit: 'mg',
      section: DOSE,
      showIf: DRUG,
      decimals: 2,
      hard: { min: 0, max: 10000 },
      soft: { min: 0.1, max: 1500 },
    },
    {
      name: 'trt_times',
      kind: 'integer',
      label: { zh: '每日次数', en: 'Times a day' },
      measure: 'scale',
      unit: '/d',
      section: DOSE,
      showIf: DRUG,
      hard: { min: 1, max: 24 },
      soft: { min: 1, max: 6 },
    },
    {
      name: 'trt_daily_mg',
      kind: 'calculated',
      label: { zh: '日剂量', en: 'Daily dose' },
      measure: 'scale',
      unit: 'mg/d',
      section: DOSE,
      decimals: 2,
      formula: DAILY,
    },
    {
      name: 'trt_morphine_mg',
      kind: 'number',
      label: { zh: '口服吗啡当量（录入）', en: 'Oral morphine equivalent, entered' },
      measure: 'scale',
      unit: 'mg/d',
      section: DOSE,
      help: {
        zh: '按科室换算表得出；本系统不换算',
        en: 'By the table of the department; nothing is converted here',
      },
      showIf: 'trt_kind = 6',
      decimals: 1,
      hard: { min: 0, max: 2000 },
      soft: { min: 0, max: 120 },
    },
    buildChoice('trt_level', ['节段', 'Level'], LUMBAR_DISCS, { showIf: AT_A_LEVEL, section: PLACE }),
    buildChoice('trt_side', ['侧别', 'Side'], SIDES, { showIf: AT_A_LEVEL, section: PLACE }),
    buildChoice(
      'trt_relief',
      ['缓解', 'Relief'],
      buildCodes([
        [0, 'none', '无', 'None'],
        [1, 'some', '不足一半', 'Less than half'],
        [2, 'half', '一半及以上', 'Half or more'],
        [3, 'gone', '完全缓解', 'Complete'],
      ]),
      { measure: 'ordinal', section: EFFECT },
    ),
    buildYesNo('trt_adverse', ['不良反应', 'Adverse effect'], {
      section: EFFECT,
      help: {
        zh: '严重者另填“不良事件”',
        en: 'A serious one is entered as an adverse event as well',
      },
    }),
    buildText('trt_adverse_what', ['何种不良反应', 'Which one'], {
      showIf: 'trt_adverse = 1',
      section: EFFECT,
    }),
  ],
  score: scoreTreatment,
}

/** Daily dose in mg. */
function scoreTreatment(values: Values): Scores {
  const { trt_dose_mg: dose, trt_times: times } = values
  return {
    trt_daily_mg:
      typeof dose === 'number' && typeof times === 'number'
        ? scoreOf(DAILY, dose * times)
        : noScore(DAILY, 'not_answered'),
  }
}
