import type { Formula, Instrument, IntegerItem, Scores, Values } from '@/lib/codebook/item'
import { bilingual } from './build-items'
import type { Words } from './build-items'
import { noScore, numbersOf, scoreOf } from './score'
import { OWN_PROPOSAL, OWN_RULES } from './sources'

const LEG_ITEMS = ['nrs_leg_left', 'nrs_leg_right']

const LEG_WORST: Formula = {
  id: 'nrs-leg-worst',
  version: 1,
  text: {
    zh: '左右两侧中较高者；仅一侧有值时取该侧',
    en: 'Higher of left and right; the one that is answered',
  },
  source: OWN_PROPOSAL,
}

function buildNrs(name: string, label: Words): IntegerItem {
  return {
    name,
    kind: 'integer',
    label: bilingual(label),
    measure: 'scale',
    unit: '/10',
    help: { zh: '0 不痛，10 最痛，整数', en: '0 no pain, 10 worst pain, whole numbers' },
    required: true,
    hard: { min: 0, max: 10 },
    jump: 7,
  }
}

/** Pain as a spoken number, 0 to 10: what can be asked by telephone. Another scale than the VAS, never filled into it. */
export const nrs: Instrument = {
  id: 'nrs',
  version: 1,
  title: { zh: '腰背痛与腿痛 NRS-11（电话）', en: 'Back and leg pain NRS-11 (telephone)' },
  short: { zh: 'NRS', en: 'NRS' },
  repeat: 'none',
  source: OWN_RULES,
  items: [
    buildNrs('nrs_back', ['腰背痛 NRS', 'Back pain NRS']),
    buildNrs('nrs_leg_left', ['腿痛 NRS，左', 'Leg pain NRS, left']),
    buildNrs('nrs_leg_right', ['腿痛 NRS，右', 'Leg pain NRS, right']),
    {
      name: 'nrs_leg',
      kind: 'calculated',
      label: { zh: '腿痛 NRS', en: 'Leg pain NRS' },
      measure: 'scale',
      unit: '/10',
      decimals: 0,
      range: { min: 0, max: 10 },
      formula: LEG_WORST,
    },
  ],
  score: scoreNrs,
}

/** Leg pain as one number, 0–10. */
function scoreNrs(values: Values): Scores {
  const legs = numbersOf(values, LEG_ITEMS)
  return {
    nrs_leg: legs.length === 0 ? noScore(LEG_WORST, 'not_answered') : scoreOf(LEG_WORST, Math.max(...legs)),
  }
}
