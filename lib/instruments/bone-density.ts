import type { Formula, Instrument, NumberItem, Scores, Values } from '@/lib/codebook/item'
import { bilingual, buildChoice, buildCodes, buildDate } from './build-items'
import type { Words } from './build-items'
import { noScore, scoreOf } from './score'
import { WHO_BONE } from './sources'

const DXA = 1

const WHO: Formula = {
  id: 'who-bone-class',
  version: 1,
  text: {
    zh: 'DXA 的 T 值：≥ −1 为 0（正常），−2.5 至 −1 之间为 1（骨量减少），≤ −2.5 为 2（骨质疏松）',
    en: 'T-score by DXA: −1 or more 0 (normal), between −2.5 and −1 1 (low bone mass), −2.5 or less 2 (osteoporosis)',
  },
  source: WHO_BONE,
}

function buildDensity(
  name: string,
  unit: string,
  showIf: string,
  more: Pick<NumberItem, 'decimals'> & Partial<NumberItem>,
): NumberItem {
  return {
    name,
    kind: 'number',
    label: { zh: '骨密度', en: 'Bone density' },
    measure: 'scale',
    unit,
    showIf,
    required: true,
    ...more,
  }
}

function buildScore(name: string, label: Words, help: Words): NumberItem {
  return {
    name,
    kind: 'number',
    label: bilingual(label),
    measure: 'scale',
    unit: 'SD',
    help: bilingual(help),
    decimals: 1,
    hard: { min: -10, max: 8 },
    soft: { min: -6, max: 3 },
  }
}

/** One measurement of bone a line, since sites and machines differ and a patient is measured again. */
export const boneDensity: Instrument = {
  id: 'bone_density',
  version: 1,
  title: { zh: '骨密度测定', en: 'Bone density' },
  short: { zh: '骨密度', en: 'BMD' },
  repeat: 'log',
  source: WHO_BONE,
  items: [
    buildDate('bd_on', ['测定日期', 'Measured on'], { required: true, partial: true }),
    buildChoice(
      'bd_method',
      ['方法', 'Method'],
      buildCodes([
        [DXA, 'dxa', '双能 X 线（DXA）', 'DXA'],
        [2, 'qct', '定量 CT（QCT）', 'QCT'],
        [3, 'ct_hu', 'CT 值', 'CT attenuation'],
        [4, 'ultrasound', '超声', 'Ultrasound'],
        [9, 'other', '其他', 'Other'],
      ]),
      { required: true },
    ),
    buildChoice(
      'bd_site',
      ['部位', 'Site'],
      buildCodes([
        [1, 'lumbar_spine', '腰椎', 'Lumbar spine'],
        [2, 'total_hip', '全髋', 'Total hip'],
        [3, 'femoral_neck', '股骨颈', 'Femoral neck'],
        [4, 'forearm', '前臂', 'Forearm'],
        [5, 'calcaneus', '跟骨', 'Heel'],
        [6, 'vertebra', '单个椎体', 'A single vertebra'],
      ]),
      { required: true },
    ),
    buildDensity('bd_g_cm2', 'g/cm²', 'bd_method = 1', {
      decimals: 3,
      hard: { min: 0.05, max: 2.5 },
      soft: { min: 0.2, max: 1.6 },
    }),
    buildDensity('bd_mg_cm3', 'mg/cm³', 'bd_method = 2', {
      decimals: 1,
      hard: { min: 0, max: 500 },
      soft: { min: 10, max: 250 },
    }),
    buildDensity('bd_hu', 'HU', 'bd_method = 3', {
      decimals: 0,
      hard: { min: -200, max: 1000 },
      soft: { min: 0, max: 350 },
    }),
    buildScore('bd_t_score', ['T 值', 'T-score'], ['与青年人相比', 'Against young adults']),
    buildScore('bd_z_score', ['Z 值', 'Z-score'], ['与同龄人相比', 'Against the same age']),
    {
      name: 'bd_who',
      kind: 'calculated',
      label: {
        zh: 'WHO 分类（0 正常，1 骨量减少，2 骨质疏松）',
        en: 'WHO class (0 normal, 1 low, 2 osteoporosis)',
      },
      measure: 'ordinal',
      decimals: 0,
      range: { min: 0, max: 2 },
      formula: WHO,
    },
  ],
  score: scoreBoneDensity,
}

/** WHO class of a T-score; the classes are of DXA and of no other method. */
function scoreBoneDensity(values: Values): Scores {
  const t = values['bd_t_score']
  if (values['bd_method'] !== DXA) return { bd_who: noScore(WHO, 'not_dxa') }
  if (typeof t !== 'number') return { bd_who: noScore(WHO, 'not_answered') }
  return { bd_who: scoreOf(WHO, t >= -1 ? 0 : t > -2.5 ? 1 : 2) }
}
