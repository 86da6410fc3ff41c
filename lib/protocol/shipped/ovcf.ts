/**
 * Study `ovcf`: a finished cohort of vertebral fractures, 3D-printed guide + PVP against PVP. Its complications
 * are entered as in the source, so no rule proposes any.
 */
import type { Protocol } from '../protocol'
import { ask, DAY_1, MONTH_1, MONTH_12, MONTH_3, MONTH_6, offer, PRE } from './visits'

const measured = [ask('vas'), ask('odi_total'), ask('radiograph_totals')]
const seen = [ask('vas'), ask('odi_total')]

export const OVCF_PROTOCOL: Protocol = {
  design: 'retrospective',
  blinding: 'open',
  codePrefix: 'OV',
  arms: [
    { code: 'obs', label: { zh: '3D+PVP', en: '3D+PVP' }, technique: 'PVP' },
    { code: 'ctl', label: { zh: 'PVP', en: 'PVP' }, technique: 'PVP' },
  ],
  criteria: [
    {
      id: 'levels',
      kind: 'inclusion',
      label: { zh: 'T3–L2 骨折，2–4 个节段', en: 'Fracture T3–L2, 2 to 4 levels' },
    },
    {
      id: 'osteoporosis',
      kind: 'inclusion',
      label: { zh: '骨质疏松或骨量减少', en: 'Osteoporosis or osteopenia' },
    },
    { id: 'fresh', kind: 'inclusion', label: { zh: '新鲜骨折', en: 'Fresh fracture' } },
    { id: 'pathological', kind: 'exclusion', label: { zh: '病理性骨折', en: 'Pathological fracture' } },
    { id: 'steroids', kind: 'exclusion', label: { zh: '长期使用激素', en: 'Long-term steroids' } },
    { id: 'coagulopathy', kind: 'exclusion', label: { zh: '凝血功能障碍', en: 'Disorder of coagulation' } },
  ],
  consentVersions: [],
  visits: [
    { ...PRE, instruments: [ask('demographics'), ask('ovcf_baseline'), ...measured] },
    { ...DAY_1, instruments: measured },
    { ...MONTH_1, instruments: seen },
    { ...MONTH_3, instruments: seen },
    { ...MONTH_6, instruments: seen },
    { ...MONTH_12, instruments: [...measured, offer('events_reported')] },
  ],
  operationInstruments: [ask('operation')],
  rules: [],
  responder: 'default',
}
