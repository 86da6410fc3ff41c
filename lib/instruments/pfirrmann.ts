import type { Code, Instrument } from '@/lib/codebook/item'
import { bilingual, buildChoice, buildCodes } from './build-items'
import type { Words } from './build-items'
import { DISC_NAMES } from './sides'
import { PFIRRMANN, SNRB_STUDY } from './sources'

const GRADES: readonly Code[] = buildCodes([
  [
    1,
    'I',
    'Ⅰ',
    'I',
    ['均匀高信号，髓核纤维环分界清，高度正常', 'Homogeneous and white, clear border, normal height'],
  ],
  [
    2,
    'II',
    'Ⅱ',
    'II',
    [
      '信号不均，可有横带，分界清，高度正常',
      'Inhomogeneous, with or without a band, clear border, normal height',
    ],
  ],
  [
    3,
    'III',
    'Ⅲ',
    'III',
    ['灰色，分界不清，高度正常或略低', 'Grey, unclear border, normal to slightly reduced height'],
  ],
  [
    4,
    'IV',
    'Ⅳ',
    'IV',
    [
      '深灰至黑色，分界消失，高度正常或中度降低',
      'Dark grey to black, border lost, normal to moderately reduced height',
    ],
  ],
  [5, 'V', 'Ⅴ', 'V', ['黑色，分界消失，间隙塌陷', 'Black, border lost, collapsed']],
])

function buildDisc([name, disc]: (typeof DISC_NAMES)[number]) {
  const label: Words = [`Pfirrmann，${disc}`, `Pfirrmann, ${disc}`]
  return buildChoice(`pfirrmann_${name}`, label, GRADES, {
    measure: 'ordinal',
    section: bilingual(['各椎间盘', 'Disc by disc']),
  })
}

/** Degeneration on MRI: the herniated disc, as the SNRB study reports it, and any lumbar disc by its level. */
export const pfirrmann: Instrument = {
  id: 'pfirrmann',
  version: 1,
  title: { zh: 'Pfirrmann 椎间盘退变分级', en: 'Pfirrmann grade of disc degeneration' },
  short: { zh: 'Pfirrmann', en: 'Pfirrmann' },
  repeat: 'none',
  source: `${PFIRRMANN}; ${SNRB_STUDY}`,
  items: [
    buildChoice('pfirrmann', ['Pfirrmann，突出椎间盘', 'Pfirrmann, herniated disc'], GRADES, {
      measure: 'ordinal',
      required: true,
    }),
    ...DISC_NAMES.map(buildDisc),
  ],
}
