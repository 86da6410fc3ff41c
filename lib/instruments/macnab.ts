import type { Instrument } from '@/lib/codebook/item'
import { MACNAB_MODIFIED } from './sources'

/** The modified MacNab criteria in our own words. The Chinese wording of the SNRB study is another instrument (macnab_cn). */
export const macnab: Instrument = {
  id: 'macnab',
  version: 1,
  title: { zh: '改良 MacNab 评价', en: 'Modified MacNab criteria' },
  short: { zh: 'MacNab', en: 'MacNab' },
  repeat: 'none',
  source: MACNAB_MODIFIED,
  items: [
    {
      name: 'macnab',
      kind: 'choice',
      label: { zh: '改良 MacNab', en: 'Modified MacNab' },
      measure: 'ordinal',
      required: true,
      codes: [
        {
          code: 1,
          key: 'excellent',
          label: { zh: '优', en: 'Excellent' },
          help: {
            zh: '不痛，活动不受限，恢复原来的工作和活动',
            en: 'No pain, moves without limit, back to normal work and activity',
          },
        },
        {
          code: 2,
          key: 'good',
          label: { zh: '良', en: 'Good' },
          help: {
            zh: '偶有非根性疼痛，原有症状缓解，能从事调整后的工作',
            en: 'Now and then pain that is not of the root, first symptoms relieved, able to do adapted work',
          },
        },
        {
          code: 3,
          key: 'fair',
          label: { zh: '可', en: 'Fair' },
          help: {
            zh: '功能有所改善，但仍有障碍或不能工作',
            en: 'Function somewhat better, still handicapped or out of work',
          },
        },
        {
          code: 4,
          key: 'poor',
          label: { zh: '差', en: 'Poor' },
          help: {
            zh: '仍有客观神经根体征，或同一节段再次手术',
            en: 'Root signs still found on examination, or another operation at the same level',
          },
        },
      ],
    },
  ],
}
