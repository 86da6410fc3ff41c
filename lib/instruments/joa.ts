import type { ChoiceItem, Code, Formula, Instrument, Score, Scores, Values } from '@/lib/codebook/item'
import { bilingual, buildChoice, buildCodes, buildYesNo } from './build-items'
import type { Words } from './build-items'
import { noScore, numbersOf, scoreOf } from './score'
import { JOA_FORM } from './sources'

const SUBJECTIVE = { zh: '主观症状（9 分）', en: 'Symptoms (9)' }
const SIGNS = { zh: '体征（6 分）', en: 'Signs (6)' }
const DAILY = { zh: '日常活动（14 分）', en: 'Daily living (14)' }
const BLADDER = { zh: '膀胱功能（0 至 −6 分）', en: 'Bladder (0 to −6)' }

/** Signs need hands: by telephone they are not asked, and the total cannot be given. */
const IN_PERSON = 'not answered(joa_by_phone) or joa_by_phone = 0'

const COMPLAINT = buildCodes([
  [3, '3', '3 无', '3 none'],
  [2, '2', '2 偶有轻度', '2 slight, now and then'],
  [1, '1', '1 常有轻度或偶有重度', '1 slight and often, or strong now and then'],
  [0, '0', '0 常有或持续重度', '0 strong, often or always'],
])

const DIFFICULTY = buildCodes([
  [2, '2', '2 正常', '2 normal'],
  [1, '1', '1 略困难', '1 some difficulty'],
  [0, '0', '0 很困难', '0 great difficulty'],
])

function build(
  name: string,
  label: Words,
  codes: readonly Code[],
  section: ChoiceItem['section'],
  showIf?: string,
): ChoiceItem {
  return buildChoice(name, label, codes, {
    measure: 'ordinal',
    required: true,
    ...(section ? { section } : {}),
    ...(showIf ? { showIf } : {}),
  })
}

const SUBJECTIVE_ITEMS = [
  build('joa_low_back', ['腰痛', 'Low back pain'], COMPLAINT, SUBJECTIVE),
  build('joa_leg', ['下肢痛或麻木', 'Leg pain or numbness'], COMPLAINT, SUBJECTIVE),
  build(
    'joa_gait',
    ['步行', 'Gait'],
    buildCodes([
      [3, '3', '3 正常', '3 normal'],
      [2, '2', '2 能走 500 米以上，有症状', '2 over 500 m, with symptoms'],
      [1, '1', '1 不足 500 米即有症状', '1 symptoms before 500 m'],
      [0, '0', '0 不足 100 米即有症状', '0 symptoms before 100 m'],
    ]),
    SUBJECTIVE,
  ),
]

const SIGN_ITEMS = [
  build(
    'joa_slr',
    ['直腿抬高', 'Straight-leg raise'],
    buildCodes([
      [2, '2', '2 正常', '2 normal'],
      [1, '1', '1 30–70°', '1 30–70°'],
      [0, '0', '0 < 30°', '0 < 30°'],
    ]),
    SIGNS,
    IN_PERSON,
  ),
  build(
    'joa_sensory',
    ['感觉', 'Sensation'],
    buildCodes([
      [2, '2', '2 正常', '2 normal'],
      [1, '1', '1 轻度减退', '1 slightly reduced'],
      [0, '0', '0 明显减退', '0 clearly reduced'],
    ]),
    SIGNS,
    IN_PERSON,
  ),
  build(
    'joa_motor',
    ['肌力', 'Power'],
    buildCodes([
      [2, '2', '2 正常（5 级）', '2 normal (grade 5)'],
      [1, '1', '1 略弱（4 级）', '1 slightly weak (grade 4)'],
      [0, '0', '0 明显减弱（0–3 级）', '0 clearly weak (grades 0–3)'],
    ]),
    SIGNS,
    IN_PERSON,
  ),
]

const DAILY_ITEMS = [
  build('joa_turning', ['卧位翻身', 'Turning in bed'], DIFFICULTY, DAILY),
  build('joa_standing', ['起立', 'Standing up'], DIFFICULTY, DAILY),
  build('joa_washing', ['洗漱', 'Washing'], DIFFICULTY, DAILY),
  build('joa_leaning', ['前倾或久立', 'Leaning or standing'], DIFFICULTY, DAILY),
  build('joa_sitting', ['坐 1 小时', 'Sitting for an hour'], DIFFICULTY, DAILY),
  build('joa_lifting', ['持物或提物', 'Lifting or holding'], DIFFICULTY, DAILY),
  build('joa_walking', ['行走', 'Walking'], DIFFICULTY, DAILY),
]

/** Codes cannot be negative, so the deduction is three points a code. */
const BLADDER_ITEM = build(
  'joa_bladder',
  ['膀胱功能', 'Bladder'],
  buildCodes([
    [0, 'normal', '0 正常', '0 normal'],
    [1, 'slight', '−3 轻度障碍', '−3 slight trouble'],
    [2, 'severe', '−6 重度障碍', '−6 severe trouble'],
  ]),
  BLADDER,
)

function define(id: string, zh: string, en: string): Formula {
  return { id, version: 1, text: { zh, en }, source: JOA_FORM }
}

const FORMULAS = {
  joa_subjective: define('joa29-subjective', '三项主观症状之和', 'Sum of the three symptoms'),
  joa_signs: define(
    'joa29-signs',
    '三项体征之和；需当面检查',
    'Sum of the three signs; needs an examination',
  ),
  joa_adl: define('joa29-adl', '七项日常活动之和', 'Sum of the seven daily activities'),
  joa: define(
    'joa29-total',
    '主观症状 + 体征 + 日常活动 + 膀胱（−6 至 29）；任一项缺失不计算',
    'Symptoms + signs + daily living + bladder (−6 to 29); not computed with an item missing',
  ),
}

function derive(name: keyof typeof FORMULAS, label: Words, min: number, max: number) {
  return {
    name,
    kind: 'calculated' as const,
    label: bilingual(label),
    measure: 'scale' as const,
    decimals: 0,
    range: { min, max },
    formula: FORMULAS[name],
  }
}

/** Lumbar JOA of 29 points, higher is better; the cervical one of 17 is another instrument and never mixed with it. */
export const joa: Instrument = {
  id: 'joa',
  version: 1,
  title: { zh: '腰椎 JOA 评分（29 分）', en: 'Lumbar JOA score (29 points)' },
  short: { zh: 'JOA', en: 'JOA' },
  repeat: 'none',
  source: JOA_FORM,
  items: [
    buildYesNo('joa_by_phone', ['电话随访', 'By telephone'], {
      help: {
        zh: '电话随访不问体征，总分缺失',
        en: 'By telephone signs are not asked; the total is missing',
      },
    }),
    ...SUBJECTIVE_ITEMS,
    ...SIGN_ITEMS,
    ...DAILY_ITEMS,
    BLADDER_ITEM,
    derive('joa_subjective', ['JOA 主观症状', 'JOA symptoms'], 0, 9),
    derive('joa_signs', ['JOA 体征', 'JOA signs'], 0, 6),
    derive('joa_adl', ['JOA 日常活动', 'JOA daily living'], 0, 14),
    { ...derive('joa', ['JOA 总分', 'JOA total'], -6, 29), jump: 20 },
  ],
  score: scoreJoa,
}

/** Three subscores and the total; no item is imputed, and signs said by telephone do not count. */
function scoreJoa(values: Values): Scores {
  const subjective = addUp(values, SUBJECTIVE_ITEMS)
  const signs = values['joa_by_phone'] === 1 ? null : addUp(values, SIGN_ITEMS)
  const daily = addUp(values, DAILY_ITEMS)
  const bladder = addUp(values, [BLADDER_ITEM])
  return {
    joa_subjective: giveSum(FORMULAS.joa_subjective, subjective),
    joa_signs:
      signs === null ? noScore(FORMULAS.joa_signs, 'signs_not_examined') : scoreOf(FORMULAS.joa_signs, signs),
    joa_adl: giveSum(FORMULAS.joa_adl, daily),
    joa: giveTotal(subjective, signs, daily, bladder),
  }
}

function giveTotal(
  subjective: number | null,
  signs: number | null,
  daily: number | null,
  bladder: number | null,
): Score {
  if (signs === null) return noScore(FORMULAS.joa, 'signs_not_examined')
  if (subjective === null || daily === null || bladder === null) {
    return noScore(FORMULAS.joa, 'items_missing')
  }
  return scoreOf(FORMULAS.joa, subjective + signs + daily - 3 * bladder)
}

function giveSum(formula: Formula, sum: number | null): Score {
  return sum === null ? noScore(formula, 'items_missing') : scoreOf(formula, sum)
}

/** Sum of the codes, or null when one is not answered. */
function addUp(values: Values, items: readonly ChoiceItem[]): number | null {
  const answered = numbersOf(
    values,
    items.map(({ name }) => name),
  )
  return answered.length < items.length ? null : answered.reduce((total, code) => total + code, 0)
}
