import type { Instrument } from '@/lib/codebook/item'
import { JOA_CERVICAL } from './sources'

/** Cervical JOA as its total. Seventeen points, never mixed with the lumbar 29. */
export const joaCervicalTotal: Instrument = {
  id: 'joa_cervical_total',
  version: 1,
  title: { zh: '颈椎 JOA 评分（17 分，仅总分）', en: 'Cervical JOA score, 17 points (total only)' },
  short: { zh: '颈椎 JOA', en: 'JOA-17' },
  repeat: 'none',
  source: JOA_CERVICAL,
  items: [
    {
      name: 'joa17',
      kind: 'number',
      label: { zh: '颈椎 JOA 总分', en: 'Cervical JOA total' },
      measure: 'scale',
      unit: '/17',
      help: { zh: '0 至 17，可有半分，高分为好', en: '0 to 17, half points allowed, higher is better' },
      required: true,
      decimals: 1,
      hard: { min: 0, max: 17 },
      soft: { min: 2, max: 17 },
      jump: 9,
    },
  ],
}
