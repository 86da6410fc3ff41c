/** Study `live`: the department's registry, vertebroplasty and endoscopic discectomy, five default visits. */
import type { Protocol, RulePlan } from '../protocol'
import { ask, FIVE_VISITS, offer } from './visits'

export const DEFAULT_RULES: readonly RulePlan[] = [
  { id: 'rbp-ovcf', version: 3, params: { threshold: 4, visits: ['m3', 'm12'], fromDay: 30 } },
  { id: 'rbp-peld', version: 1, params: { fromDay: 30 } },
  { id: 'early-pain', version: 2, params: { threshold: 4, beforeDay: 30 } },
  { id: 'recurrent-pain', version: 2, params: { rise: 2, level: 4 } },
  { id: 'cement-leakage', version: 1, params: {} },
  { id: 'cement-embolism', version: 1, params: {} },
  { id: 'recollapse', version: 1, params: { lossPct: 15, kyphosisDeg: 10, firstWithin: 7 } },
  { id: 'vertebral-fracture', version: 1, params: {} },
  { id: 'herniation', version: 1, params: { earlyMriDay: 30, sixMonthsDay: 183 } },
  { id: 'haematoma', version: 1, params: {} },
  { id: 'nerve-injury', version: 1, params: { powerDrop: 1, withinDay: 30 } },
  { id: 'cauda-equina', version: 1, params: { signs: 2 } },
  { id: 'urgent-signs', version: 1, params: {} },
]

export const LIVE_PROTOCOL: Protocol = {
  design: 'registry',
  blinding: 'open',
  primaryOutcome: { variable: 'odi', visit: 'm12' },
  codePrefix: 'LV',
  arms: [
    { code: 'pvp', label: { zh: 'PVP', en: 'PVP' }, technique: 'PVP' },
    { code: '3d_pvp', label: { zh: '3D+PVP', en: '3D+PVP' }, technique: 'PVP' },
    { code: 'peld', label: { zh: 'PELD', en: 'PELD' }, technique: 'PELD' },
    { code: 'snrb_peld', label: { zh: 'SNRB+PELD', en: 'SNRB+PELD' }, technique: 'PELD' },
  ],
  criteria: [
    {
      id: 'adult',
      kind: 'inclusion',
      label: { zh: '年龄 ≥ 18 岁', en: 'Aged 18 or older' },
    },
    {
      id: 'indication',
      kind: 'inclusion',
      label: {
        zh: '骨质疏松性椎体压缩骨折拟行椎体成形术，或腰椎间盘突出症拟行经皮内镜下髓核摘除术',
        en: 'Osteoporotic vertebral fracture planned for vertebroplasty, or lumbar disc herniation planned for endoscopic discectomy',
      },
    },
    {
      id: 'pathological',
      kind: 'exclusion',
      label: { zh: '病理性骨折或脊柱感染', en: 'Pathological fracture or spinal infection' },
    },
    {
      id: 'coagulopathy',
      kind: 'exclusion',
      label: { zh: '未纠正的凝血功能障碍', en: 'Uncorrected disorder of coagulation' },
    },
  ],
  consentVersions: ['1.0'],
  visits: FIVE_VISITS,
  operationInstruments: [
    ask('operation'),
    offer('peld_record', { techniques: ['PELD'] }),
    offer('hospital_stay'),
    offer('early_care'),
  ],
  logInstruments: [
    offer('complication_record'),
    offer('adverse_event'),
    offer('disc_mri'),
    offer('treatment'),
    offer('work_up'),
    offer('bone_density'),
    offer('bone_drug'),
    offer('brace'),
    offer('rehabilitation'),
    offer('protocol_deviation'),
    offer('consent_record'),
  ],
  rules: DEFAULT_RULES,
  responder: 'default',
}
