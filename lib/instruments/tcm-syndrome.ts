import type { Code, Instrument } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildMulti, buildText } from './build-items'
import { OWN_RULES, RESIDUAL_REVIEW } from './sources'

const SIGNS = { zh: '舌脉', en: 'Tongue and pulse' }

const SYNDROMES: readonly Code[] = buildCodes([
  [1, 'blood_stasis', '气滞血瘀', 'Qi stagnation and blood stasis'],
  [2, 'cold_damp', '寒湿痹阻', 'Cold-damp'],
  [3, 'damp_heat', '湿热痹阻', 'Damp-heat'],
  [4, 'kidney_deficiency', '肾虚', 'Kidney deficiency'],
  [5, 'kidney_yang', '肾阳虚', 'Kidney yang deficiency'],
  [6, 'kidney_yin', '肾阴虚', 'Kidney yin deficiency'],
  [7, 'liver_kidney', '肝肾亏虚', 'Liver and kidney deficiency'],
  [8, 'spleen_kidney', '脾肾亏虚', 'Spleen and kidney deficiency'],
  [9, 'qi_blood', '气血两虚', 'Qi and blood deficiency'],
  [99, 'other', '其他', 'Other'],
])

/** The syndrome as a practitioner of Chinese medicine judges it: one chief, any others, tongue and pulse. */
export const tcmSyndrome: Instrument = {
  id: 'tcm_syndrome',
  version: 1,
  title: { zh: '中医证候', en: 'Syndrome of Chinese medicine' },
  short: { zh: '证候', en: 'Syndrome' },
  repeat: 'none',
  source: `${RESIDUAL_REVIEW}; ${OWN_RULES}`,
  items: [
    buildChoice('tcm_chief', ['主证', 'Chief syndrome'], SYNDROMES, { required: true }),
    buildMulti('tcm_with', ['兼证', 'With'], SYNDROMES),
    buildText('tcm_other', ['其他证候', 'Other syndrome'], {
      showIf: 'tcm_chief = 99 or has(tcm_with, 99)',
      required: true,
      maxLength: 200,
    }),
    buildChoice(
      'tcm_tongue',
      ['舌质', 'Tongue'],
      buildCodes([
        [1, 'pale', '淡白', 'Pale'],
        [2, 'light_red', '淡红', 'Light red'],
        [3, 'red', '红', 'Red'],
        [4, 'dark', '暗紫或有瘀点', 'Dark or with spots'],
      ]),
      { section: SIGNS },
    ),
    buildChoice(
      'tcm_coating',
      ['舌苔', 'Coating'],
      buildCodes([
        [1, 'thin_white', '薄白', 'Thin and white'],
        [2, 'white_greasy', '白腻', 'White and greasy'],
        [3, 'yellow_greasy', '黄腻', 'Yellow and greasy'],
        [4, 'little', '少苔或无苔', 'Little or none'],
      ]),
      { section: SIGNS },
    ),
    buildMulti(
      'tcm_pulse',
      ['脉象', 'Pulse'],
      buildCodes([
        [1, 'wiry', '弦', 'Wiry'],
        [2, 'rough', '涩', 'Rough'],
        [3, 'deep', '沉', 'Deep'],
        [4, 'thready', '细', 'Thready'],
        [5, 'weak', '弱', 'Weak'],
        [6, 'slippery', '滑', 'Slippery'],
        [7, 'rapid', '数', 'Rapid'],
        [8, 'slow', '迟', 'Slow'],
        [9, 'tight', '紧', 'Tight'],
      ]),
      { section: SIGNS },
    ),
  ],
}
