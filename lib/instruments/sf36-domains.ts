import type { Instrument, NumberItem } from '@/lib/codebook/item'
import { buildChoice, buildCodes } from './build-items'
import { RAND_DOMAINS } from './rand36-key'
import type { RandDomain } from './rand36-key'
import { OWN_RULES } from './sources'

function buildDomain({ id, label }: RandDomain): NumberItem {
  return {
    name: `sf36_${id}`,
    kind: 'number',
    label: { zh: `SF-36 ${label[0]}`, en: `SF-36 ${label[1]}` },
    measure: 'scale',
    required: true,
    decimals: 1,
    hard: { min: 0, max: 100 },
  }
}

/** Eight domain scores computed elsewhere. Bodily pain and general health depend on the scoring, so it is asked first. */
export const sf36Domains: Instrument = {
  id: 'sf36_domains',
  version: 1,
  title: { zh: 'SF-36 维度分（外部计分）', en: 'SF-36 domain scores (scored elsewhere)' },
  short: { zh: 'SF-36 维度', en: 'SF-36 dom.' },
  repeat: 'none',
  source: OWN_RULES,
  items: [
    buildChoice(
      'sf36_scoring',
      ['计分方法', 'Scored after'],
      buildCodes([
        [1, 'rand', 'RAND', 'RAND'],
        [2, 'mos', 'MOS', 'MOS'],
      ]),
      { required: true },
    ),
    ...RAND_DOMAINS.map(buildDomain),
  ],
}
