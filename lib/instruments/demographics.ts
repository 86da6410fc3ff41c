import type { Formula, Instrument, Scores, Values } from '@/lib/codebook/item'
import { YES_NO } from '@/lib/codebook/yes-no'
import { noScore, scoreOf } from './score'
import { OVCF_STUDY, RESIDUAL_REVIEW, SNRB_STUDY } from './sources'

const BMI: Formula = {
  id: 'bmi',
  version: 1,
  text: { zh: '体重（kg）÷ 身高（m）²', en: 'weight (kg) ÷ height (m)²' },
  source: 'Definition',
}

/** Who the patient is, without identity. Age is entered, because an imported cohort has no birth date. */
export const demographics: Instrument = {
  id: 'demographics',
  version: 1,
  title: { zh: '一般资料', en: 'Demographics' },
  short: { zh: '一般', en: 'Demogr.' },
  repeat: 'none',
  source: `${OVCF_STUDY}; ${SNRB_STUDY}; risk factors: ${RESIDUAL_REVIEW}`,
  items: [
    {
      name: 'sex',
      kind: 'choice',
      label: { zh: '性别', en: 'Sex' },
      measure: 'nominal',
      required: true,
      codes: [
        { code: 1, key: 'M', label: { zh: '男', en: 'Male' } },
        { code: 2, key: 'F', label: { zh: '女', en: 'Female' } },
      ],
    },
    {
      name: 'age',
      kind: 'integer',
      label: { zh: '年龄', en: 'Age' },
      measure: 'scale',
      unit: 'y',
      help: {
        zh: '手术时的周岁；未手术者为入组时',
        en: 'Full years at operation; without one, at enrolment',
      },
      required: true,
      hard: { min: 0, max: 120 },
      soft: { min: 18, max: 100 },
    },
    {
      name: 'height_cm',
      kind: 'number',
      label: { zh: '身高', en: 'Height' },
      measure: 'scale',
      unit: 'cm',
      decimals: 1,
      hard: { min: 60, max: 230 },
      soft: { min: 135, max: 195 },
    },
    {
      name: 'weight_kg',
      kind: 'number',
      label: { zh: '体重', en: 'Weight' },
      measure: 'scale',
      unit: 'kg',
      decimals: 1,
      hard: { min: 15, max: 300 },
      soft: { min: 35, max: 120 },
      jump: 15,
    },
    {
      name: 'bmi',
      kind: 'calculated',
      label: { zh: '体重指数', en: 'Body mass index' },
      measure: 'scale',
      unit: 'kg/m²',
      decimals: 1,
      formula: BMI,
    },
    {
      name: 'smoking',
      kind: 'choice',
      label: { zh: '吸烟', en: 'Smoking' },
      measure: 'nominal',
      section: { zh: '危险因素', en: 'Risk factors' },
      codes: [
        { code: 0, key: 'never', label: { zh: '从不', en: 'Never' } },
        { code: 1, key: 'former', label: { zh: '已戒', en: 'Former' } },
        { code: 2, key: 'current', label: { zh: '现吸', en: 'Current' } },
      ],
    },
    {
      name: 'heavy_work',
      kind: 'choice',
      label: { zh: '重体力劳动', en: 'Heavy labour' },
      measure: 'nominal',
      section: { zh: '危险因素', en: 'Risk factors' },
      codes: YES_NO,
    },
    {
      name: 'hypertension',
      kind: 'choice',
      label: { zh: '高血压', en: 'Hypertension' },
      measure: 'nominal',
      section: { zh: '危险因素', en: 'Risk factors' },
      codes: YES_NO,
    },
    {
      name: 'diabetes',
      kind: 'choice',
      label: { zh: '糖尿病', en: 'Diabetes' },
      measure: 'nominal',
      section: { zh: '危险因素', en: 'Risk factors' },
      codes: YES_NO,
    },
  ],
  score: scoreDemographics,
}

/** Body mass index in kg/m². */
function scoreDemographics(values: Values): Scores {
  const { height_cm: height, weight_kg: weight } = values
  if (typeof height !== 'number' || typeof weight !== 'number' || height <= 0) {
    return { bmi: noScore(BMI, 'height_or_weight_missing') }
  }
  return { bmi: scoreOf(BMI, weight / (height / 100) ** 2) }
}
