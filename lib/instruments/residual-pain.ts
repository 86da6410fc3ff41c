import type { Instrument } from '@/lib/codebook/item'
import { YES_NO } from '@/lib/codebook/yes-no'
import { RESIDUAL_REVIEW, SNRB_STUDY } from './sources'

/** The question of rule rbp-peld: complaint without a break since the operation. How strong it is stands in the VAS. */
export const residualPain: Instrument = {
  id: 'residual_pain',
  version: 1,
  title: { zh: '残留腰痛', en: 'Residual back pain' },
  short: { zh: '残留痛', en: 'Residual' },
  repeat: 'none',
  source: `${SNRB_STUDY}; ${RESIDUAL_REVIEW}`,
  items: [
    {
      name: 'residual_pain',
      kind: 'choice',
      label: {
        zh: '自手术后一直存在的腰痛、不适或僵硬',
        en: 'Low back pain, discomfort or stiffness that has been there since the operation',
      },
      measure: 'nominal',
      required: true,
      codes: YES_NO,
    },
    {
      name: 'residual_pain_quality',
      kind: 'multi',
      label: { zh: '性质', en: 'What it is like' },
      measure: 'nominal',
      showIf: 'residual_pain = 1',
      codes: [
        { code: 1, key: 'dull', label: { zh: '钝痛', en: 'Dull' } },
        { code: 2, key: 'sore', label: { zh: '酸痛', en: 'Sore' } },
        { code: 3, key: 'stiff', label: { zh: '僵硬', en: 'Stiff' } },
        { code: 4, key: 'discomfort', label: { zh: '不适', en: 'Discomfort' } },
        { code: 5, key: 'posture', label: { zh: '与体位有关', en: 'Depends on posture' } },
      ],
    },
    {
      name: 'residual_pain_limits',
      kind: 'choice',
      label: { zh: '影响日常生活', en: 'Limits daily life' },
      measure: 'ordinal',
      showIf: 'residual_pain = 1',
      codes: [
        { code: 0, key: 'not', label: { zh: '不影响', en: 'Not at all' } },
        { code: 1, key: 'slightly', label: { zh: '略影响', en: 'Slightly' } },
        { code: 2, key: 'clearly', label: { zh: '明显影响', en: 'Clearly' } },
      ],
    },
  ],
}
