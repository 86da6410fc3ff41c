import type { Instrument } from '@/lib/codebook/item'
import { YES_NO } from '@/lib/codebook/yes-no'
import { OWN_PROPOSAL, SNRB_STUDY } from './sources'

/** Relief and its loss, asked at every visit: values at fixed visits alone cannot show pain that came and went. */
export const recurrentPain: Instrument = {
  id: 'recurrent_pain',
  version: 1,
  title: { zh: '疼痛反复', en: 'Recurrent pain' },
  short: { zh: '反复痛', en: 'Recurrent' },
  repeat: 'none',
  source: `${SNRB_STUDY}; ${OWN_PROPOSAL}`,
  items: [
    {
      name: 'pain_relieved',
      kind: 'choice',
      label: { zh: '术后疼痛减轻一半以上或消失', en: 'Relieved by half or gone after the operation' },
      measure: 'nominal',
      required: true,
      codes: YES_NO,
    },
    {
      name: 'pain_relieved_on',
      kind: 'date',
      label: { zh: '减轻日期', en: 'Relieved on' },
      measure: 'scale',
      showIf: 'pain_relieved = 1',
      partial: true,
    },
    {
      name: 'recurrent_pain',
      kind: 'choice',
      label: {
        zh: '之后再次疼痛或加重，持续 2 天以上',
        en: 'Came back or got worse since, for 2 days or more',
      },
      measure: 'nominal',
      showIf: 'pain_relieved = 1',
      required: true,
      codes: YES_NO,
    },
    {
      name: 'recurrent_on',
      kind: 'date',
      label: { zh: '再痛日期', en: 'Came back on' },
      measure: 'scale',
      showIf: 'recurrent_pain = 1',
      partial: true,
    },
    {
      name: 'recurrent_nrs',
      kind: 'integer',
      label: { zh: '再痛时最重 NRS', en: 'Worst NRS when it came back' },
      measure: 'scale',
      unit: '/10',
      showIf: 'recurrent_pain = 1',
      required: true,
      hard: { min: 0, max: 10 },
      soft: { min: 1, max: 10 },
    },
    {
      name: 'recurrent_site',
      kind: 'choice',
      label: { zh: '再痛部位', en: 'Where it came back' },
      measure: 'nominal',
      showIf: 'recurrent_pain = 1',
      required: true,
      codes: [
        { code: 1, key: 'same_side', label: { zh: '同侧腿', en: 'Leg, same side' } },
        { code: 2, key: 'other_side', label: { zh: '对侧腿', en: 'Leg, other side' } },
        { code: 3, key: 'back', label: { zh: '腰背', en: 'Back' } },
      ],
    },
  ],
}
