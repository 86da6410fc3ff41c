import type { Formula, Instrument, Scores, Values } from '@/lib/codebook/item'
import { buildChoice, buildCodes } from './build-items'
import { noScore, scoreOf } from './score'
import { GENANT } from './sources'

const BY_LOSS: Formula = {
  id: 'genant-by-loss',
  version: 1,
  text: {
    zh: '高度丢失 < 20% 为 0，20–25% 为 1，25–40% 为 2，> 40% 为 3；恰为 25 或 40% 归较低级',
    en: 'Height lost: below 20 % 0, 20–25 % 1, 25–40 % 2, above 40 % 3; exactly 25 or 40 % is the lower grade',
  },
  source: GENANT,
}

/** Genant's grade of a fracture, read by eye, and beside it what a measured loss would give; neither overrules the other. */
export const genant: Instrument = {
  id: 'genant',
  version: 1,
  title: { zh: 'Genant 半定量分级（按节段）', en: 'Genant semiquantitative grade, by level' },
  short: { zh: 'Genant', en: 'Genant' },
  repeat: 'level',
  source: GENANT,
  items: [
    buildChoice(
      'genant_grade',
      ['Genant 分级（目测）', 'Genant grade, by eye'],
      buildCodes([
        [0, '0', '0 正常', '0 normal', ['高度丢失不足 20%', 'Less than 20 % of height lost']],
        [1, '1', '1 轻度', '1 mild', ['20–25%（面积 10–20%）', '20–25 % (area 10–20 %)']],
        [2, '2', '2 中度', '2 moderate', ['25–40%（面积 20–40%）', '25–40 % (area 20–40 %)']],
        [3, '3', '3 重度', '3 severe', ['超过 40%', 'More than 40 %']],
      ]),
      { measure: 'ordinal', required: true },
    ),
    buildChoice(
      'genant_shape',
      ['形态', 'Shape'],
      buildCodes([
        [1, 'wedge', '楔形', 'Wedge'],
        [2, 'biconcave', '双凹形', 'Biconcave'],
        [3, 'crush', '压缩形', 'Crush'],
      ]),
      { showIf: 'genant_grade > 0', required: true },
    ),
    {
      name: 'genant_loss_pct',
      kind: 'number',
      label: { zh: '最大高度丢失（测量）', en: 'Greatest loss of height, measured' },
      measure: 'scale',
      unit: '%',
      decimals: 1,
      hard: { min: 0, max: 100 },
      soft: { min: 0, max: 90 },
    },
    {
      name: 'genant_by_loss',
      kind: 'calculated',
      label: { zh: 'Genant 分级（按测量）', en: 'Genant grade, by measurement' },
      measure: 'ordinal',
      decimals: 0,
      range: { min: 0, max: 3 },
      formula: BY_LOSS,
    },
  ],
  score: scoreGenant,
}

/** Grade 0–3 of a measured loss in percent. */
function scoreGenant(values: Values): Scores {
  const loss = values['genant_loss_pct']
  if (typeof loss !== 'number') return { genant_by_loss: noScore(BY_LOSS, 'height_missing') }
  return { genant_by_loss: scoreOf(BY_LOSS, loss < 20 ? 0 : loss <= 25 ? 1 : loss <= 40 ? 2 : 3) }
}
