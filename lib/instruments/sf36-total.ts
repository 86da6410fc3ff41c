import type { Instrument } from '@/lib/codebook/item'
import { SNRB_STUDY } from './sources'

/**
 * A total the site makes of the 36 answers. It is no RAND or MOS score and not 0–100; its range is that of the sum
 * of the raw answers (36 to 149), with room for half points.
 */
export const sf36Total: Instrument = {
  id: 'sf36_total',
  version: 1,
  title: { zh: 'SF-36 总分（本中心自定）', en: "SF-36 total (the site's own measure)" },
  short: { zh: 'SF-36 自定', en: 'SF-36 own' },
  repeat: 'none',
  source: `${SNRB_STUDY}; range: sum of the raw answers`,
  items: [
    {
      name: 'sf36_total',
      kind: 'number',
      label: { zh: 'SF-36 总分（本中心自定）', en: "SF-36 total, site's own" },
      measure: 'scale',
      help: {
        zh: '不是 RAND 或 MOS 量表分，也不是 0–100 分；不与其他研究比较',
        en: 'Not a RAND or MOS score and not 0–100; not compared with other studies',
      },
      required: true,
      decimals: 1,
      hard: { min: 0, max: 150 },
      soft: { min: 36, max: 149 },
    },
  ],
}
