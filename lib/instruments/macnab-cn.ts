import type { Instrument } from '@/lib/codebook/item'
import { SNRB_STUDY } from './sources'

/** MacNab as the SNRB study words it, in our own words. Its grades are not those of `macnab` and are never relabelled. */
export const macnabCn: Instrument = {
  id: 'macnab_cn',
  version: 1,
  title: { zh: 'MacNab 疗效评价（中文版）', en: 'MacNab criteria, Chinese wording' },
  short: { zh: 'MacNab 中', en: 'MacNab CN' },
  repeat: 'none',
  source: SNRB_STUDY,
  items: [
    {
      name: 'macnab_cn',
      kind: 'choice',
      label: { zh: 'MacNab（中文版）', en: 'MacNab, Chinese wording' },
      measure: 'ordinal',
      required: true,
      codes: [
        {
          code: 1,
          key: 'excellent',
          label: { zh: '优', en: 'Excellent' },
          help: { zh: '无症状，恢复原工作和生活', en: 'No symptoms left, back to former work and life' },
        },
        {
          code: 2,
          key: 'good',
          label: { zh: '良', en: 'Good' },
          help: {
            zh: '轻微症状，活动略受限，不影响工作和生活',
            en: 'Slight symptoms, activity slightly limited, work and life unaffected',
          },
        },
        {
          code: 3,
          key: 'fair',
          label: { zh: '可', en: 'Fair' },
          help: {
            zh: '症状减轻，活动受限，影响工作和生活',
            en: 'Relieved, activity limited, work and life affected',
          },
        },
        {
          code: 4,
          key: 'poor',
          label: { zh: '差', en: 'Poor' },
          help: { zh: '没有变化，或更重', en: 'No different, or worse' },
        },
      ],
    },
  ],
}
