import type { Instrument } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildYesNo } from './build-items'
import { OVCF_STUDY, OWN_RULES } from './sources'

/** One fractured vertebra as the OVCF study describes it; heights and angles are measured in `radiographs`. */
export const fractureLevel: Instrument = {
  id: 'fracture_level',
  version: 1,
  title: { zh: '骨折椎体（按节段）', en: 'Fractured vertebra, by level' },
  short: { zh: '骨折椎', en: 'Fracture' },
  repeat: 'level',
  source: `${OVCF_STUDY}; ${OWN_RULES}`,
  items: [
    buildChoice(
      'fx_type',
      ['骨折类型', 'Type'],
      buildCodes([
        [1, 'wedge', '楔形', 'Wedge'],
        [2, 'flat', '扁平型', 'Flat'],
        [3, 'biconcave', '双凹型', 'Biconcave'],
      ]),
      { required: true },
    ),
    buildChoice(
      'fx_grade',
      ['压缩程度', 'Degree of compression'],
      buildCodes([
        [0, 'mild', '轻度', 'Mild', ['约三分之一', 'About a third']],
        [1, 'moderate', '中度', 'Moderate', ['约二分之一', 'About a half']],
        [2, 'severe', '重度', 'Severe', ['三分之二及以上', 'Two thirds or more']],
      ]),
      {
        measure: 'ordinal',
        required: true,
        help: { zh: '前缘高度与后缘高度相比', en: 'Anterior against posterior height' },
      },
    ),
    buildYesNo('fx_wall_intact', ['后壁完整', 'Posterior wall intact'], { required: true }),
    buildYesNo('fx_endplate_intact', ['终板完整', 'Endplates intact'], { required: true }),
    buildYesNo('fx_cleft', ['椎体内裂隙', 'Intravertebral cleft']),
    {
      name: 'fx_age_days',
      kind: 'integer',
      label: { zh: '骨折至今天数', en: 'Age of the fracture' },
      measure: 'scale',
      unit: 'd',
      hard: { min: 0, max: 3650 },
      soft: { min: 0, max: 90 },
    },
    buildYesNo('fx_oedema', ['MRI 水肿（新鲜）', 'Oedema on MRI (fresh)']),
  ],
}
