/** Height ratios of a treated vertebra, with the choice of what its height is compared with. */
import type { Formula, Score, Scores, Values } from '@/lib/codebook/item'
import { noScore, scoreOf } from './score'
import type { ScoreReason } from './score'
import { HEIGHT_RULES, OWN_RULES } from './sources'

function define(id: string, zh: string, en: string, source: string = HEIGHT_RULES): Formula {
  return { id, version: 1, text: { zh, en }, source }
}

export const FORMULAS = {
  height_reference: define(
    'height-reference',
    '上下各两椎内最近的完整椎体（1）；任一侧没有时，后壁完整者取自身后缘（2）；否则不可计算',
    'Nearest intact vertebra within two above and two below (1); with none on a side, own posterior height if the wall is intact (2); else not computable',
    OWN_RULES,
  ),
  height_remaining_ant_pct: define(
    'height-remaining-anterior',
    '100 × 前缘 ÷ 参照高度',
    '100 × anterior ÷ reference height',
  ),
  height_remaining_mid_pct: define(
    'height-remaining-middle',
    '100 × 中部 ÷ 参照高度',
    '100 × middle ÷ reference height',
  ),
  height_loss_ant_pct: define(
    'height-loss-anterior',
    '100 ×（1 − 前缘 ÷ 参照高度）',
    '100 × (1 − anterior ÷ reference height)',
  ),
  height_loss_mid_pct: define(
    'height-loss-middle',
    '100 ×（1 − 中部 ÷ 参照高度）',
    '100 × (1 − middle ÷ reference height)',
  ),
  wedge_ratio_pct: define('wedge-ratio', '100 × 前缘 ÷ 后缘', '100 × anterior ÷ posterior'),
  height_ant_mm: define(
    'height-mm-anterior',
    '有标定的前缘高度',
    'Anterior height of a calibrated film',
    OWN_RULES,
  ),
  height_mid_mm: define(
    'height-mm-middle',
    '有标定的中部高度',
    'Middle height of a calibrated film',
    OWN_RULES,
  ),
  height_post_mm: define(
    'height-mm-posterior',
    '有标定的后缘高度',
    'Posterior height of a calibrated film',
    OWN_RULES,
  ),
} as const

const NEIGHBOURS = 1
const OWN_POSTERIOR = 2
const INTACT = 1
const UNCALIBRATED = 3

/** What a height is divided by, front and middle; or why there is nothing. */
type Reference = { kind: typeof NEIGHBOURS | typeof OWN_POSTERIOR; ant: number; mid: number } | ScoreReason

/**
 * Reference height: mean of the nearest intact vertebra above and below; with none within two on a side, the
 * vertebra's own posterior height if its wall is intact. The nearest intact one is never passed over for a farther one
 * because its heights are lacking.
 * @returns the reference, or the reason (key of messages `scores`) why there is none
 */
function chooseReference(values: Values): Reference {
  const above = findIntact(values, 'up')
  const below = findIntact(values, 'low')
  if (above === undefined || below === undefined) return 'reference_not_recorded'
  if (above !== null && below !== null) {
    const [ant, mid] = [(above.ant + below.ant) / 2, (above.mid + below.mid) / 2]
    return ant > 0 && mid > 0 ? { kind: NEIGHBOURS, ant, mid } : 'reference_not_recorded'
  }
  if (values['wall_intact'] !== 1) return 'no_intact_reference'
  const own = heightOf(values, 'index_post')
  return own === null || own === 0 ? 'height_missing' : { kind: OWN_POSTERIOR, ant: own, mid: own }
}

/** Heights of the nearest intact vertebra on a side; null when neither of the two is, undefined when it is not recorded. */
function findIntact(values: Values, side: 'up' | 'low'): { ant: number; mid: number } | null | undefined {
  const first = values[`${side}1_state`]
  const state = first === INTACT ? first : values[`${side}2_state`]
  if (typeof first !== 'number' || typeof state !== 'number') return undefined
  if (state !== INTACT) return null
  const [ant, mid] = [heightOf(values, `${side}_ant`), heightOf(values, `${side}_mid`)]
  return ant === null || mid === null ? undefined : { ant, mid }
}

/** Reference, remaining and lost height, wedge ratio, and millimetres where the film is calibrated. */
export function scoreRadiographs(values: Values): Scores {
  const reference = chooseReference(values)
  const [ant, mid, post] = [
    heightOf(values, 'index_ant'),
    heightOf(values, 'index_mid'),
    heightOf(values, 'index_post'),
  ]
  const remaining = (height: number | null, part: 'ant' | 'mid'): number | ScoreReason => {
    if (height === null) return 'height_missing'
    return typeof reference === 'string' ? reference : (100 * height) / reference[part]
  }
  const lost = (rest: number | ScoreReason) => (typeof rest === 'string' ? rest : 100 - rest)
  const [restAnt, restMid] = [remaining(ant, 'ant'), remaining(mid, 'mid')]
  const wedge = ant === null || post === null || post === 0 ? 'height_missing' : (100 * ant) / post
  return {
    height_reference: give(
      FORMULAS.height_reference,
      typeof reference === 'string' ? reference : reference.kind,
    ),
    height_remaining_ant_pct: give(FORMULAS.height_remaining_ant_pct, restAnt),
    height_remaining_mid_pct: give(FORMULAS.height_remaining_mid_pct, restMid),
    height_loss_ant_pct: give(FORMULAS.height_loss_ant_pct, lost(restAnt)),
    height_loss_mid_pct: give(FORMULAS.height_loss_mid_pct, lost(restMid)),
    wedge_ratio_pct: give(FORMULAS.wedge_ratio_pct, wedge),
    height_ant_mm: give(FORMULAS.height_ant_mm, inMillimetres(values, ant)),
    height_mid_mm: give(FORMULAS.height_mid_mm, inMillimetres(values, mid)),
    height_post_mm: give(FORMULAS.height_post_mm, inMillimetres(values, post)),
  }
}

/** Without a calibration a length has no unit: ratios and angles only. */
function inMillimetres(values: Values, height: number | null): number | ScoreReason {
  const calibration = values['film_calibration']
  if (typeof calibration !== 'number' || calibration === UNCALIBRATED) return 'not_calibrated'
  return height ?? 'height_missing'
}

function give(formula: Formula, found: number | ScoreReason): Score {
  return typeof found === 'string' ? noScore(formula, found) : scoreOf(formula, found)
}

function heightOf(values: Values, name: string): number | null {
  const value = values[name]
  return typeof value === 'number' ? value : null
}
