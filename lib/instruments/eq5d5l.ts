import type { ChoiceItem, Formula, Instrument, Scores, Values } from '@/lib/codebook/item'
import { bilingual, buildChoice, buildCodes, buildText } from './build-items'
import type { Words } from './build-items'
import { noScore, numbersOf, scoreOf } from './score'
import { EQ_5D } from './sources'

const LEVELS = { zh: '五个维度', en: 'Five dimensions' }
const SCALE = { zh: '当日健康', en: 'Health today' }
const INDEX = { zh: '效用值', en: 'Index' }

const GRADES = buildCodes([
  [1, '1', '1', '1'],
  [2, '2', '2', '2'],
  [3, '3', '3', '3'],
  [4, '4', '4', '4'],
  [5, '5', '5', '5'],
])

const DIMENSIONS: readonly (readonly [name: string, ...Words])[] = [
  ['eq_mobility', '行动', 'Mobility'],
  ['eq_self_care', '自理', 'Self-care'],
  ['eq_activities', '日常活动', 'Usual activities'],
  ['eq_pain', '疼痛或不适', 'Pain or discomfort'],
  ['eq_anxiety', '焦虑或抑郁', 'Anxiety or depression'],
]

const PROFILE: Formula = {
  id: 'eq5d5l-profile',
  version: 1,
  text: {
    zh: '五个维度的水平按顺序写成五位数；任一维度缺失不计算',
    en: 'The five levels written one after the other; not given with one missing',
  },
  source: EQ_5D,
}

const dimensions = DIMENSIONS.map(([name, zh, en]): ChoiceItem =>
  buildChoice(name, [zh, en], GRADES, {
    measure: 'ordinal',
    required: true,
    section: LEVELS,
    help: { zh: '1 无困难，5 极严重', en: '1 no problem, 5 extreme' },
  }),
)

/**
 * EQ-5D-5L by score entry. Its index depends on a country's value set, which is licensed or tabulated elsewhere: the
 * index is entered as computed there and names its set; nothing is computed from the levels but their profile.
 */
export const eq5d5l: Instrument = {
  id: 'eq5d5l',
  version: 1,
  title: { zh: 'EQ-5D-5L（录入得分）', en: 'EQ-5D-5L (scores entered)' },
  short: { zh: 'EQ-5D', en: 'EQ-5D' },
  repeat: 'none',
  source: EQ_5D,
  items: [
    ...dimensions,
    {
      name: 'eq_vas',
      kind: 'integer',
      label: { zh: 'EQ 健康标尺', en: 'EQ scale' },
      measure: 'scale',
      unit: '/100',
      section: SCALE,
      help: { zh: '0 最差，100 最好；不是疼痛 VAS', en: '0 worst, 100 best; not a pain VAS' },
      required: true,
      hard: { min: 0, max: 100 },
      soft: { min: 10, max: 100 },
      jump: 60,
    },
    {
      name: 'eq_index',
      kind: 'number',
      label: { zh: 'EQ-5D 效用值', en: 'EQ-5D index' },
      measure: 'scale',
      section: INDEX,
      help: {
        zh: '按所选效用值集在别处算得；1 为完全健康，可为负',
        en: 'As computed elsewhere with the value set named; 1 is full health, negatives exist',
      },
      decimals: 3,
      hard: { min: -1, max: 1 },
      soft: { min: -0.6, max: 1 },
    },
    buildChoice(
      'eq_value_set',
      ['效用值集', 'Value set'],
      buildCodes([
        [1, 'china_2017', '中国 2017', 'China 2017'],
        [2, 'england_2018', '英格兰 2018', 'England 2018'],
        [3, 'crosswalk_uk', '英国映射（由 3L 换算）', 'UK crosswalk from 3L'],
        [4, 'japan_2016', '日本 2016', 'Japan 2016'],
        [5, 'us_2019', '美国 2019', 'USA 2019'],
        [9, 'other', '其他', 'Other'],
      ]),
      { showIf: 'answered(eq_index)', required: true, section: INDEX },
    ),
    buildText('eq_value_set_other', ['其他效用值集', 'Other value set'], {
      showIf: 'eq_value_set = 9',
      required: true,
      maxLength: 200,
      section: INDEX,
    }),
    {
      name: 'eq_profile',
      kind: 'calculated',
      label: bilingual(['EQ-5D 健康状态', 'EQ-5D health state']),
      measure: 'nominal',
      decimals: 0,
      range: { min: 11111, max: 55555 },
      formula: PROFILE,
    },
  ],
  score: scoreEq5d,
}

/** The health state as a number of five digits, e.g. 21331; a name of a state, never averaged. */
function scoreEq5d(values: Values): Scores {
  const levels = numbersOf(
    values,
    dimensions.map(({ name }) => name),
  )
  return {
    eq_profile:
      levels.length < dimensions.length
        ? noScore(PROFILE, 'items_missing')
        : scoreOf(PROFILE, Number(levels.join(''))),
  }
}
