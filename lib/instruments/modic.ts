import type { Instrument } from '@/lib/codebook/item'
import { bilingual, buildChoice, buildCodes } from './build-items'
import { DISC_NAMES } from './sides'
import { MODIC } from './sources'

const TYPES = buildCodes([
  [0, 'none', '无', 'None'],
  [1, 'I', 'Ⅰ 型', 'Type I', ['T1 低、T2 高：水肿', 'Dark on T1, bright on T2: oedema']],
  [2, 'II', 'Ⅱ 型', 'Type II', ['T1 高、T2 等或高：脂肪', 'Bright on T1, equal or bright on T2: fat']],
  [3, 'III', 'Ⅲ 型', 'Type III', ['T1、T2 均低：硬化', 'Dark on both: sclerosis']],
])

/** Changes of the endplates beside a disc, on MRI: the treated disc, and any lumbar disc by its level. */
export const modic: Instrument = {
  id: 'modic',
  version: 1,
  title: { zh: 'Modic 终板改变', en: 'Modic changes' },
  short: { zh: 'Modic', en: 'Modic' },
  repeat: 'none',
  source: MODIC,
  items: [
    buildChoice('modic_treated', ['Modic，治疗的椎间盘', 'Modic, treated disc'], TYPES, { required: true }),
    ...DISC_NAMES.map(([name, disc]) =>
      buildChoice(`modic_${name}`, [`Modic，${disc}`, `Modic, ${disc}`], TYPES, {
        section: bilingual(['各椎间盘', 'Disc by disc']),
      }),
    ),
  ],
}
