import type { Instrument } from '@/lib/codebook/item'
import { OVCF_STUDY, SNRB_STUDY } from './sources'

/** ODI known only as its percentage, from a source that did not keep the sections; nothing is recomputed from it. */
export const odiTotal: Instrument = {
  id: 'odi_total',
  version: 1,
  title: { zh: 'Oswestry 功能障碍指数（仅总分）', en: 'Oswestry Disability Index (total only)' },
  short: { zh: 'ODI', en: 'ODI' },
  repeat: 'none',
  source: `${OVCF_STUDY}; ${SNRB_STUDY}`,
  items: [
    {
      name: 'odi',
      kind: 'number',
      label: { zh: 'ODI', en: 'ODI' },
      measure: 'scale',
      unit: '%',
      required: true,
      decimals: 1,
      hard: { min: 0, max: 100 },
      jump: 50,
    },
    {
      name: 'odi_items_answered',
      kind: 'integer',
      label: { zh: 'ODI 有效条目数', en: 'ODI items answered' },
      measure: 'scale',
      hard: { min: 1, max: 10 },
      soft: { min: 8, max: 10 },
    },
  ],
}
