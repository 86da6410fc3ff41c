import type { Instrument } from '@/lib/codebook/item'
import { JOA_FORM, SNRB_STUDY } from './sources'

/** Lumbar JOA known only as its total, from a source that did not keep the items. */
export const joaTotal: Instrument = {
  id: 'joa_total',
  version: 1,
  title: { zh: '腰椎 JOA 评分（仅总分）', en: 'Lumbar JOA score (total only)' },
  short: { zh: 'JOA', en: 'JOA' },
  repeat: 'none',
  source: `${SNRB_STUDY}; range: ${JOA_FORM}`,
  items: [
    {
      name: 'joa',
      kind: 'integer',
      label: { zh: 'JOA 总分（29 分）', en: 'JOA total (29 points)' },
      measure: 'scale',
      help: { zh: '−6 至 29，高分为好', en: '−6 to 29, higher is better' },
      required: true,
      hard: { min: -6, max: 29 },
      jump: 24,
    },
  ],
}
