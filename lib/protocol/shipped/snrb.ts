/**
 * Study `snrb`: a finished randomised trial (ChiCTR2500098755, ethics 2024DZKY-024-02), discectomy with or without a
 * selective nerve root block the day before. Its complications are entered as in the source, so no rule proposes any.
 */
import type { Protocol, VisitPlan } from '../protocol'
import { ask, DAY_3, MONTH_3, offer } from './visits'

const scored = [ask('vas'), ask('joa_total'), ask('odi_total'), ask('sf36_total')]

/** Before randomisation and before the block, so this is the baseline and not the visit before the operation. */
const ADMISSION: VisitPlan = {
  code: 'adm',
  label: { zh: '入院', en: 'Admission' },
  short: { zh: '入院', en: 'Adm' },
  anchor: 'enrolment',
  target: 0,
  window: { unit: 'days', from: 0, to: 0 },
  graceDays: 0,
  instruments: [ask('demographics'), ask('ldh_baseline'), ask('symptoms'), ask('pfirrmann'), ...scored],
}

/** After the block: an outcome visit. Not `before`, or it would be open beside the admission from the first day on. */
const PRE_OPERATIVE: VisitPlan = {
  code: 'preop',
  label: { zh: '术前（阻滞后）', en: 'Pre-operative, after the block' },
  short: { zh: '术前', en: 'Pre-op' },
  anchor: 'index_operation',
  target: 0,
  window: { unit: 'days', from: 0, to: 0 },
  graceDays: 0,
  instruments: [ask('vas'), offer('block', { tells: true })],
}

export const SNRB_PROTOCOL: Protocol = {
  design: 'randomised',
  blinding: 'open',
  // The sample size was reckoned for complete relief on day 3, which the paper never reports; its measure is the VAS.
  primaryOutcome: { variable: 'vas', visit: 'd3' },
  baseline: 'adm',
  codePrefix: 'SN',
  arms: [
    { code: 'S', label: { zh: 'SNRB+PELD', en: 'SNRB+PELD' }, technique: 'PELD' },
    { code: 'P', label: { zh: 'PELD', en: 'PELD' }, technique: 'PELD' },
  ],
  // The paper also excludes incomplete data and loss, known only after enrolment: those break intention to treat.
  criteria: [
    { id: 'age', kind: 'inclusion', label: { zh: '18–80 岁', en: 'Aged 18 to 80' } },
    {
      id: 'single_level',
      kind: 'inclusion',
      label: { zh: '单节段腰椎间盘突出症', en: 'Lumbar disc herniation at a single level' },
    },
    {
      id: 'radicular',
      kind: 'inclusion',
      label: {
        zh: '单侧根性痛，伴或不伴腰痛，影像与体征相符',
        en: 'One-sided radicular pain with or without back pain, imaging in agreement',
      },
    },
    {
      id: 'conservative',
      kind: 'inclusion',
      label: { zh: '保守治疗 ≥ 3 个月无效', en: 'Conservative care failed for 3 months or longer' },
    },
    { id: 'instability', kind: 'exclusion', label: { zh: '腰椎不稳或滑脱', en: 'Instability or slip' } },
    { id: 'cauda_equina', kind: 'exclusion', label: { zh: '马尾综合征', en: 'Cauda equina syndrome' } },
    {
      id: 'other_disease',
      kind: 'exclusion',
      label: {
        zh: '椎管占位、感染或下肢关节疾病',
        en: 'Mass in the canal, infection, or joint disease of the leg',
      },
    },
    { id: 'bmi', kind: 'exclusion', label: { zh: 'BMI < 18.5 或 > 30', en: 'BMI below 18.5 or above 30' } },
    { id: 'unfit', kind: 'exclusion', label: { zh: '不能耐受手术', en: 'Unfit for surgery' } },
    { id: 'unclear', kind: 'exclusion', label: { zh: '诊断不明确', en: 'Unclear diagnosis' } },
  ],
  consentVersions: [],
  visits: [
    ADMISSION,
    PRE_OPERATIVE,
    { ...DAY_3, instruments: [ask('vas'), offer('discharge')] },
    { ...MONTH_3, instruments: [...scored, ask('macnab_cn')] },
  ],
  operationInstruments: [ask('hospital_stay'), offer('peld_record')],
  rules: [],
  responder: 'success_discectomy',
}
