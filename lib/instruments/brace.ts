import type { Instrument } from '@/lib/codebook/item'
import { buildChoice, buildCodes } from './build-items'
import { OWN_RULES } from './sources'
import { buildSpan } from './span'

/** A brace, from when to when and for how many hours a day. */
export const brace: Instrument = {
  id: 'brace',
  version: 1,
  title: { zh: '支具', en: 'Brace' },
  short: { zh: '支具', en: 'Brace' },
  repeat: 'log',
  source: OWN_RULES,
  items: [
    buildChoice(
      'brace_kind',
      ['种类', 'Kind'],
      buildCodes([
        [1, 'soft', '软腰围', 'Soft belt'],
        [2, 'rigid_lumbar', '硬质腰围', 'Rigid lumbar'],
        [3, 'tlso', '胸腰骶支具', 'TLSO'],
        [4, 'hyperextension', '过伸支具', 'Hyperextension'],
        [9, 'other', '其他', 'Other'],
      ]),
      { required: true },
    ),
    ...buildSpan('brace'),
    {
      name: 'brace_hours',
      kind: 'integer',
      label: { zh: '每日佩戴', en: 'Worn a day' },
      measure: 'scale',
      unit: 'h/d',
      hard: { min: 0, max: 24 },
      soft: { min: 1, max: 24 },
    },
  ],
}
