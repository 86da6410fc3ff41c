import type { Formula, Instrument, Score, Scores, Values } from '@/lib/codebook/item'
import { noScore, numbersOf, scoreOf } from './score'
import { buildVasItem } from './vas-item'
import { OWN_PROPOSAL, OWN_RULES } from './sources'

const BACK = { zh: '腰背痛', en: 'Back pain' }
const LEG = { zh: '腿痛', en: 'Leg pain' }
const BACK_ITEMS = ['vas_back_rest', 'vas_back_activity']
const LEG_ITEMS = ['vas_leg_left', 'vas_leg_right']

const BACK_WORST: Formula = {
  id: 'vas-back-worst',
  version: 1,
  text: {
    zh: '静息与活动中较高者；仅一项有值时取该项',
    en: 'Higher of rest and activity; the one that is answered',
  },
  source: OWN_PROPOSAL,
}

const LEG_WORST: Formula = {
  id: 'vas-leg-worst',
  version: 1,
  text: {
    zh: '左右两侧中较高者；仅一侧有值时取该侧',
    en: 'Higher of left and right; the one that is answered',
  },
  source: OWN_PROPOSAL,
}

/** Back pain at rest and in activity, leg pain by side. By telephone pain is another scale and not this form. */
export const pain: Instrument = {
  id: 'pain',
  version: 1,
  title: { zh: '腰背痛与腿痛 VAS', en: 'Back and leg pain VAS' },
  short: { zh: '疼痛', en: 'Pain' },
  repeat: 'none',
  source: OWN_RULES,
  items: [
    buildVasItem('vas_back_rest', { zh: '腰背痛 VAS，静息', en: 'Back pain VAS, at rest' }, BACK),
    buildVasItem('vas_back_activity', { zh: '腰背痛 VAS，活动', en: 'Back pain VAS, in activity' }, BACK),
    buildVasItem('vas_leg_left', { zh: '腿痛 VAS，左', en: 'Leg pain VAS, left' }, LEG),
    buildVasItem('vas_leg_right', { zh: '腿痛 VAS，右', en: 'Leg pain VAS, right' }, LEG),
    {
      name: 'vas_back',
      kind: 'calculated',
      label: { zh: '腰背痛 VAS', en: 'Back pain VAS' },
      measure: 'scale',
      unit: '/10',
      section: BACK,
      decimals: 1,
      range: { min: 0, max: 10 },
      formula: BACK_WORST,
    },
    {
      name: 'vas_leg',
      kind: 'calculated',
      label: { zh: '腿痛 VAS', en: 'Leg pain VAS' },
      measure: 'scale',
      unit: '/10',
      section: LEG,
      decimals: 1,
      range: { min: 0, max: 10 },
      formula: LEG_WORST,
    },
  ],
  score: scorePain,
}

/** Back and leg pain as one number each, 0–10. */
function scorePain(values: Values): Scores {
  return {
    vas_back: scoreWorst(BACK_WORST, numbersOf(values, BACK_ITEMS)),
    vas_leg: scoreWorst(LEG_WORST, numbersOf(values, LEG_ITEMS)),
  }
}

function scoreWorst(formula: Formula, answered: readonly number[]): Score {
  return answered.length === 0 ? noScore(formula, 'not_answered') : scoreOf(formula, Math.max(...answered))
}
