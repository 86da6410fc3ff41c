import type { Instrument } from '@/lib/codebook/item'
import { OVCF_STUDY } from './sources'

/** The OVCF study's three measurements as printed. It gives no formula for the first two, so they are mapped to nothing. */
export const radiographTotals: Instrument = {
  id: 'radiograph_totals',
  version: 1,
  title: { zh: '影像测量（按论文原样）', en: 'Radiograph measurements, as printed' },
  short: { zh: '影像', en: 'Film' },
  repeat: 'none',
  source: `${OVCF_STUDY} (Table 3)`,
  items: [
    {
      name: 'height_mm',
      kind: 'number',
      label: { zh: '椎体平均高度', en: 'Mean vertebral height' },
      measure: 'scale',
      unit: 'mm',
      required: true,
      decimals: 1,
      hard: { min: 0, max: 60 },
      soft: { min: 5, max: 35 },
    },
    {
      name: 'ratio_pct',
      kind: 'number',
      label: { zh: '椎体压缩比', en: 'Vertebral compression ratio' },
      measure: 'scale',
      unit: '%',
      required: true,
      decimals: 1,
      hard: { min: 0, max: 150 },
      soft: { min: 10, max: 100 },
    },
    {
      name: 'cobb_deg',
      kind: 'number',
      label: { zh: 'Cobb 角', en: 'Cobb angle' },
      measure: 'scale',
      unit: '°',
      help: { zh: '后凸为正', en: 'Kyphosis is positive' },
      required: true,
      decimals: 1,
      hard: { min: -90, max: 120 },
      soft: { min: -30, max: 60 },
      jump: 40,
    },
  ],
}
