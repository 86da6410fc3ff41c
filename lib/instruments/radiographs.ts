import type { Bilingual, CalculatedItem, Formula, Instrument, NumberItem } from '@/lib/codebook/item'
import { bilingual, buildChoice, buildCodes, buildYesNo } from './build-items'
import type { Words } from './build-items'
import { FORMULAS, scoreRadiographs } from './radiograph-scores'
import { HEIGHT_RULES } from './sources'

const FILM = { zh: '影像', en: 'Film' }
const INDEX = { zh: '本椎体', en: 'This vertebra' }
const ABOVE = { zh: '上方邻椎', en: 'Above' }
const BELOW = { zh: '下方邻椎', en: 'Below' }
const ANGLES = { zh: '角度', en: 'Angles' }
const DERIVED = { zh: '计算值', en: 'Derived' }

const STATES = buildCodes([
  [1, 'intact', '完整', 'Intact'],
  [2, 'fractured', '骨折或已治疗', 'Fractured or treated'],
  [3, 'unseen', '片上不可见', 'Not on the film'],
])

const VERTEBRAE = buildCodes(
  [
    'T1',
    'T2',
    'T3',
    'T4',
    'T5',
    'T6',
    'T7',
    'T8',
    'T9',
    'T10',
    'T11',
    'T12',
    'L1',
    'L2',
    'L3',
    'L4',
    'L5',
    'S1',
  ].map((name, index) => [index + 1, name, name, name] as const),
)

const HEIGHTS: readonly (readonly [stem: string, zh: string, en: string])[] = [
  ['ant', '前缘高度', 'anterior height'],
  ['mid', '中部高度', 'middle height'],
  ['post', '后缘高度', 'posterior height'],
]

function buildHeights(prefix: string, section: Bilingual, showIf?: string): NumberItem[] {
  return HEIGHTS.map(([stem, zh, en]) => ({
    name: `${prefix}_${stem}`,
    kind: 'number',
    label: { zh: `${section.zh}${zh}`, en: `${section.en}, ${en}` },
    measure: 'scale',
    section,
    help: {
      zh: '有标定时为毫米；无标定时为片上单位，只用于比值',
      en: 'Millimetres where calibrated; otherwise the unit of the film, for ratios only',
    },
    ...(showIf ? { showIf } : {}),
    required: true,
    decimals: 1,
    hard: { min: 0, max: 5000 },
  }))
}

/** The nearest vertebra is described first; the next one only where that is not intact. */
function buildNeighbours(prefix: 'up' | 'low', section: Bilingual, side: Words) {
  const first = `${prefix}1_state`
  const second = `${prefix}2_state`
  return [
    buildChoice(first, [`${side[0]}第一椎`, `First vertebra ${side[1]}`], STATES, {
      required: true,
      section,
    }),
    buildChoice(second, [`${side[0]}第二椎`, `Second vertebra ${side[1]}`], STATES, {
      required: true,
      section,
      showIf: `${first} > 1`,
    }),
    ...buildHeights(prefix, section, `${first} = 1 or ${second} = 1`),
  ]
}

function buildAngle(name: string, label: Words, help: Words): NumberItem {
  return {
    name,
    kind: 'number',
    label: bilingual(label),
    measure: 'scale',
    unit: '°',
    section: ANGLES,
    help: bilingual(help),
    decimals: 1,
    hard: { min: -90, max: 120 },
    soft: { min: -30, max: 60 },
    jump: 40,
  }
}

function derive(name: string, label: Words, unit: string, formula: Formula): CalculatedItem {
  return {
    name,
    kind: 'calculated',
    label: bilingual(label),
    measure: 'scale',
    ...(unit === '' ? {} : { unit }),
    section: DERIVED,
    decimals: 1,
    formula,
  }
}

/**
 * Raw heights of a treated vertebra and of its nearest intact neighbours, and angles. "Compression ratio" is used for
 * what remains and for what is lost, so the fields say which. The study's printed totals are `radiograph_totals`.
 */
export const radiographs: Instrument = {
  id: 'radiographs',
  version: 1,
  title: { zh: '影像测量（按节段，原始值）', en: 'Radiograph measurements by level, raw' },
  short: { zh: '影像原始', en: 'Film raw' },
  repeat: 'level',
  source: HEIGHT_RULES,
  items: [
    buildChoice(
      'film_modality',
      ['影像', 'Modality'],
      buildCodes([
        [1, 'film', '平片', 'Plain film'],
        [2, 'ct', 'CT', 'CT'],
        [3, 'mri', 'MRI', 'MRI'],
      ]),
      { required: true, section: FILM },
    ),
    buildChoice(
      'film_position',
      ['体位', 'Position'],
      buildCodes([
        [1, 'supine', '卧位', 'Lying'],
        [2, 'standing', '立位', 'Standing'],
        [3, 'sitting', '坐位', 'Sitting'],
      ]),
      { required: true, section: FILM },
    ),
    buildChoice(
      'film_calibration',
      ['标定', 'Calibration'],
      buildCodes([
        [1, 'spacing', '像素间距', 'Pixel spacing'],
        [2, 'marker', '标记物', 'Marker'],
        [3, 'none', '无', 'None'],
      ]),
      { required: true, section: FILM },
    ),
    ...buildHeights('index', INDEX),
    buildYesNo('wall_intact', ['后壁完整', 'Posterior wall intact'], { required: true, section: INDEX }),
    ...buildNeighbours('up', ABOVE, ['上方', 'above']),
    ...buildNeighbours('low', BELOW, ['下方', 'below']),
    buildAngle(
      'wedge_deg',
      ['椎体楔形角', 'Vertebral wedge angle'],
      ['本椎体上终板至下终板，后凸为正', 'Upper to lower endplate of this vertebra; kyphosis is positive'],
    ),
    buildChoice('cobb_upper', ['局部 Cobb 角上端椎', 'Local Cobb, upper vertebra'], VERTEBRAE, {
      section: ANGLES,
      help: { zh: '骨折节段上方第一个完整椎体', en: 'First intact vertebra above the fractured block' },
    }),
    buildChoice('cobb_lower', ['局部 Cobb 角下端椎', 'Local Cobb, lower vertebra'], VERTEBRAE, {
      section: ANGLES,
      help: { zh: '骨折节段下方第一个完整椎体', en: 'First intact vertebra below the fractured block' },
    }),
    buildAngle(
      'cobb_local_deg',
      ['局部 Cobb 角', 'Local Cobb angle'],
      [
        '上端椎上终板至下端椎下终板，后凸为正',
        'Upper endplate of the upper to lower endplate of the lower vertebra; kyphosis is positive',
      ],
    ),
    derive(
      'height_reference',
      ['高度参照（1 邻椎，2 自身后缘）', 'Reference (1 neighbours, 2 own posterior)'],
      '',
      FORMULAS.height_reference,
    ),
    derive(
      'height_remaining_ant_pct',
      ['剩余高度，前缘', 'Height remaining, anterior'],
      '%',
      FORMULAS.height_remaining_ant_pct,
    ),
    derive(
      'height_remaining_mid_pct',
      ['剩余高度，中部', 'Height remaining, middle'],
      '%',
      FORMULAS.height_remaining_mid_pct,
    ),
    derive(
      'height_loss_ant_pct',
      ['压缩率（丢失高度），前缘', 'Compression rate (height lost), anterior'],
      '%',
      FORMULAS.height_loss_ant_pct,
    ),
    derive(
      'height_loss_mid_pct',
      ['压缩率（丢失高度），中部', 'Compression rate (height lost), middle'],
      '%',
      FORMULAS.height_loss_mid_pct,
    ),
    derive(
      'wedge_ratio_pct',
      ['楔形比（前缘 / 后缘）', 'Wedge ratio (anterior to posterior)'],
      '%',
      FORMULAS.wedge_ratio_pct,
    ),
    derive('height_ant_mm', ['前缘高度', 'Anterior height'], 'mm', FORMULAS.height_ant_mm),
    derive('height_mid_mm', ['中部高度', 'Middle height'], 'mm', FORMULAS.height_mid_mm),
    derive('height_post_mm', ['后缘高度', 'Posterior height'], 'mm', FORMULAS.height_post_mm),
  ],
  score: scoreRadiographs,
}
