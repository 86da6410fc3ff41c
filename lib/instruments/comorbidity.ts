import type { Formula, Instrument, Scores, Values } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildMulti, buildYesNo } from './build-items'
import { noScore, scoreOf } from './score'
import { CHARLSON, OWN_RULES } from './sources'

const RISK = { zh: '手术风险', en: 'Risk of surgery' }
const BLOOD = { zh: '凝血', en: 'Clotting' }
const NONE = 0

/** Code, key, names and weight. Of a pair (liver, diabetes, tumour) the graver alone counts. */
const CONDITIONS: readonly (readonly [code: number, key: string, zh: string, en: string, weight: number])[] =
  [
    [1, 'infarction', '心肌梗死', 'Myocardial infarction', 1],
    [2, 'heart_failure', '心力衰竭', 'Heart failure', 1],
    [3, 'peripheral_vessels', '外周血管病', 'Peripheral vascular disease', 1],
    [4, 'stroke', '脑血管病', 'Cerebrovascular disease', 1],
    [5, 'dementia', '痴呆', 'Dementia', 1],
    [6, 'lung', '慢性肺病', 'Chronic lung disease', 1],
    [7, 'connective_tissue', '结缔组织病', 'Connective tissue disease', 1],
    [8, 'ulcer', '消化性溃疡', 'Peptic ulcer', 1],
    [9, 'liver_mild', '轻度肝病', 'Mild liver disease', 1],
    [10, 'diabetes', '糖尿病，无器官损害', 'Diabetes without organ damage', 1],
    [11, 'hemiplegia', '偏瘫', 'Hemiplegia', 2],
    [12, 'kidney', '中重度肾病', 'Moderate or severe kidney disease', 2],
    [13, 'diabetes_organs', '糖尿病，有器官损害', 'Diabetes with organ damage', 2],
    [14, 'tumour', '实体瘤，无转移', 'Tumour without metastasis', 2],
    [15, 'leukaemia', '白血病', 'Leukaemia', 2],
    [16, 'lymphoma', '淋巴瘤', 'Lymphoma', 2],
    [17, 'liver_severe', '中重度肝病', 'Moderate or severe liver disease', 3],
    [18, 'metastasis', '转移性实体瘤', 'Metastatic tumour', 6],
    [19, 'aids', '艾滋病', 'AIDS', 6],
  ]

/** Where both of a pair are ticked, the milder one falls away. */
const FALLS_TO: ReadonlyMap<number, number> = new Map([
  [9, 17],
  [10, 13],
  [14, 18],
])

const INDEX: Formula = {
  id: 'charlson',
  version: 1,
  text: {
    zh: '各病权重之和（1、2、3 或 6），同类取较重者；不含年龄',
    en: 'Sum of the weights (1, 2, 3 or 6), the graver of a pair; age is not counted',
  },
  source: CHARLSON,
}

/** Other diseases, the risk of surgery and what thins the blood. Age is left out: it has its own column in any model. */
export const comorbidity: Instrument = {
  id: 'comorbidity',
  version: 1,
  title: { zh: '合并症与手术风险', en: 'Comorbidity and risk of surgery' },
  short: { zh: '合并症', en: 'Comorb.' },
  repeat: 'none',
  source: `${CHARLSON}; ${OWN_RULES}`,
  items: [
    buildMulti(
      'cci_conditions',
      ['合并症（Charlson）', 'Conditions (Charlson)'],
      buildCodes([
        [NONE, 'none', '无', 'None'],
        ...CONDITIONS.map(([code, key, zh, en]) => [code, key, zh, en] as const),
      ]),
      { required: true },
    ),
    buildChoice(
      'asa_class',
      ['ASA 分级', 'ASA class'],
      buildCodes([
        [1, 'I', 'Ⅰ', 'I'],
        [2, 'II', 'Ⅱ', 'II'],
        [3, 'III', 'Ⅲ', 'III'],
        [4, 'IV', 'Ⅳ', 'IV'],
        [5, 'V', 'Ⅴ', 'V'],
      ]),
      { measure: 'ordinal', required: true, section: RISK },
    ),
    buildMulti(
      'blood_thinners',
      ['抗凝或抗血小板药', 'Anticoagulant or antiplatelet'],
      buildCodes([
        [NONE, 'none', '无', 'None'],
        [1, 'warfarin', '华法林', 'Warfarin'],
        [2, 'doac', '新型口服抗凝药', 'Direct oral anticoagulant'],
        [3, 'heparin', '肝素类', 'Heparin'],
        [4, 'aspirin', '阿司匹林', 'Aspirin'],
        [5, 'p2y12', '氯吡格雷或替格瑞洛', 'Clopidogrel or ticagrelor'],
        [9, 'other', '其他', 'Other'],
      ]),
      { required: true, section: BLOOD },
    ),
    {
      name: 'thinner_stopped_d',
      kind: 'integer',
      label: { zh: '术前停药天数', en: 'Stopped before surgery' },
      measure: 'scale',
      unit: 'd',
      section: BLOOD,
      showIf: 'answered(blood_thinners) and not has(blood_thinners, 0)',
      hard: { min: 0, max: 365 },
      soft: { min: 0, max: 30 },
    },
    buildYesNo('coagulopathy', ['凝血功能障碍', 'Disorder of coagulation'], { section: BLOOD }),
    {
      name: 'charlson',
      kind: 'calculated',
      label: { zh: 'Charlson 合并症指数', en: 'Charlson index' },
      measure: 'scale',
      decimals: 0,
      range: { min: 0, max: 33 },
      formula: INDEX,
    },
  ],
  score: scoreComorbidity,
}

/** Sum of weights, 0–33; "none" beside a disease is a slip, and the disease counts. */
function scoreComorbidity(values: Values): Scores {
  const ticked = values['cci_conditions']
  if (!Array.isArray(ticked)) return { charlson: noScore(INDEX, 'not_answered') }
  const codes: ReadonlySet<number> = new Set(ticked)
  const counted = CONDITIONS.filter(([code]) => codes.has(code) && !codes.has(FALLS_TO.get(code) ?? -1))
  return {
    charlson: scoreOf(
      INDEX,
      counted.reduce((sum, [, , , , weight]) => sum + weight, 0),
    ),
  }
}
