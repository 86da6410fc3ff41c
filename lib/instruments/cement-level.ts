import type { Instrument } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildYesNo } from './build-items'
import { OVCF_STUDY, OWN_RULES } from './sources'

/** What was done at one vertebra: cement, puncture and guide. The operation's totals stand in `operation`. */
export const cementLevel: Instrument = {
  id: 'cement_level',
  version: 1,
  title: { zh: '骨水泥注射（按节段）', en: 'Cement, by level' },
  short: { zh: '骨水泥', en: 'Cement' },
  repeat: 'level',
  source: `${OVCF_STUDY}; ${OWN_RULES}`,
  items: [
    {
      name: 'cem_ml',
      kind: 'number',
      label: { zh: '骨水泥注射量', en: 'Cement volume' },
      measure: 'scale',
      unit: 'mL',
      required: true,
      decimals: 1,
      hard: { min: 0, max: 20 },
      soft: { min: 0.5, max: 8 },
    },
    buildChoice(
      'cem_side',
      ['穿刺侧别', 'Puncture'],
      buildCodes([
        [1, 'left', '左单侧', 'Left'],
        [2, 'right', '右单侧', 'Right'],
        [3, 'bilateral', '双侧', 'Both sides'],
      ]),
      { required: true },
    ),
    buildChoice(
      'cem_approach',
      ['入路', 'Approach'],
      buildCodes([
        [1, 'transpedicular', '经椎弓根', 'Through the pedicle'],
        [2, 'extrapedicular', '椎弓根外', 'Beside the pedicle'],
      ]),
    ),
    buildYesNo('cem_guide', ['使用 3D 打印导板', '3D-printed guide used']),
    buildChoice(
      'cem_type',
      ['骨水泥种类', 'Cement type'],
      buildCodes([
        [1, 'pmma', '聚甲基丙烯酸甲酯', 'PMMA'],
        [2, 'calcium_phosphate', '磷酸钙', 'Calcium phosphate'],
        [9, 'other', '其他', 'Other'],
      ]),
    ),
    buildChoice(
      'cem_viscosity',
      ['骨水泥黏度', 'Cement viscosity'],
      buildCodes([
        [1, 'low', '低', 'Low'],
        [2, 'medium', '中', 'Medium'],
        [3, 'high', '高', 'High'],
      ]),
      { measure: 'ordinal' },
    ),
    {
      name: 'cem_puncture_min',
      kind: 'number',
      label: { zh: '穿刺定位时间', en: 'Puncture and localisation time' },
      measure: 'scale',
      unit: 'min',
      decimals: 1,
      hard: { min: 0, max: 120 },
      soft: { min: 1, max: 40 },
    },
    {
      name: 'cem_fluoro',
      kind: 'integer',
      label: { zh: '透视次数', en: 'Fluoroscopy shots' },
      measure: 'scale',
      hard: { min: 0, max: 200 },
      soft: { min: 1, max: 50 },
    },
  ],
}
