import type { Bilingual, Instrument, NumberItem } from '@/lib/codebook/item'
import {
  bilingual,
  buildChoice,
  buildCodes,
  buildDate,
  buildMulti,
  buildText,
  buildYesNo,
} from './build-items'
import type { Words } from './build-items'
import { LUMBAR_DISCS, SIDES } from './sides'
import { OWN_RULES, RESIDUAL_REVIEW } from './sources'

const FOUND = { zh: '所见', en: 'Found' }
const LABORATORY = { zh: '化验', en: 'Laboratory' }

const ACTIVITY = buildCodes([
  [0, 'absent', '0 无收缩', '0 none'],
  [1, 'reduced', '1 减弱', '1 reduced'],
  [2, 'normal', '2 正常', '2 normal'],
  [3, 'raised', '3 增强', '3 raised'],
])

const MUSCLES: readonly (readonly [name: string, ...Words])[] = [
  ['wu_psoas_left', '左腰大肌', 'Left psoas'],
  ['wu_psoas_right', '右腰大肌', 'Right psoas'],
  ['wu_paraspinal_left', '左椎旁肌', 'Left paraspinal'],
  ['wu_paraspinal_right', '右椎旁肌', 'Right paraspinal'],
]

function buildLaboratory(
  name: string,
  label: Words,
  unit: string,
  [highest, expected]: readonly [number, number],
): NumberItem {
  return {
    name,
    kind: 'number',
    label: bilingual(label),
    measure: 'scale',
    unit,
    section: LABORATORY,
    showIf: 'wu_kind = 6',
    decimals: 1,
    hard: { min: 0, max: highest },
    soft: { min: 0, max: expected },
  }
}

function buildMeasure(name: string, label: Words, unit: string, max: number, section: Bilingual): NumberItem {
  return {
    name,
    kind: 'number',
    label: bilingual(label),
    measure: 'scale',
    unit,
    section,
    showIf: 'wu_kind = 3',
    decimals: 1,
    hard: { min: 0, max },
  }
}

/** One examination a line, with what it showed; asked when symptoms stay or come back. */
export const workUp: Instrument = {
  id: 'work_up',
  version: 1,
  title: { zh: '检查记录', en: 'Work-up' },
  short: { zh: '检查', en: 'Work-up' },
  repeat: 'log',
  source: `${RESIDUAL_REVIEW}; ${OWN_RULES}`,
  items: [
    buildDate('wu_on', ['检查日期', 'Examined on'], { required: true }),
    buildChoice(
      'wu_kind',
      ['检查', 'Examination'],
      buildCodes([
        [1, 'mri', 'MRI', 'MRI'],
        [2, 'ct', 'CT', 'CT'],
        [3, 'dynamic', '动力位片', 'Dynamic films'],
        [4, 'needle_emg', '针极肌电图', 'Needle EMG'],
        [5, 'surface_emg', '表面肌电图', 'Surface EMG'],
        [6, 'laboratory', '化验', 'Laboratory'],
        [7, 'block_test', '诊断性神经根阻滞', 'Nerve-root block as a test'],
        [9, 'other', '其他', 'Other'],
      ]),
      { required: true },
    ),
    buildChoice('wu_level', ['节段', 'Level'], LUMBAR_DISCS, { showIf: 'wu_kind != 6' }),
    buildChoice('wu_side', ['侧别', 'Side'], SIDES, { showIf: 'wu_kind != 6' }),
    buildMulti(
      'wu_mri',
      ['MRI 所见', 'MRI shows'],
      buildCodes([
        [0, 'nothing', '无异常', 'Nothing new'],
        [1, 'reherniation', '再突出', 'Re-herniation'],
        [2, 'nucleus', '髓核残留', 'Residual nucleus'],
        [3, 'stenosis', '狭窄', 'Stenosis'],
        [4, 'scar', '瘢痕', 'Scar'],
        [5, 'oedema', '椎体水肿（新鲜骨折）', 'Oedema of a vertebra (fresh fracture)'],
        [6, 'haematoma', '血肿', 'Haematoma'],
        [7, 'infection', '感染', 'Infection'],
        [9, 'other', '其他', 'Other'],
      ]),
      { showIf: 'wu_kind = 1', required: true, section: FOUND },
    ),
    buildMulti(
      'wu_ct',
      ['CT 所见', 'CT shows'],
      buildCodes([
        [0, 'nothing', '无异常', 'Nothing new'],
        [1, 'osteophyte', '骨赘', 'Osteophyte'],
        [2, 'instability', '不稳', 'Instability'],
        [3, 'facet', '小关节退变', 'Facet degeneration'],
        [4, 'stenosis', '骨性狭窄', 'Bony stenosis'],
        [5, 'cement', '骨水泥渗漏', 'Cement leakage'],
        [6, 'fracture', '骨折', 'Fracture'],
        [9, 'other', '其他', 'Other'],
      ]),
      { showIf: 'wu_kind = 2', required: true, section: FOUND },
    ),
    buildYesNo('wu_unstable', ['不稳', 'Unstable'], {
      showIf: 'wu_kind = 3',
      required: true,
      section: FOUND,
    }),
    buildMeasure('wu_slip_mm', ['滑移', 'Slip'], 'mm', 40, FOUND),
    buildMeasure('wu_angulation_deg', ['成角变化', 'Change of angle'], '°', 60, FOUND),
    buildChoice(
      'wu_needle_emg',
      ['针极肌电图所见', 'Needle EMG shows'],
      buildCodes([
        [0, 'normal', '正常', 'Normal'],
        [1, 'acute', '急性失神经', 'Acute denervation'],
        [2, 'chronic', '慢性神经源性', 'Chronic neurogenic'],
        [3, 'regeneration', '神经再支配', 'Reinnervation'],
      ]),
      { showIf: 'wu_kind = 4', required: true, section: FOUND },
    ),
    ...MUSCLES.map(([name, zh, en]) =>
      buildChoice(name, [`${zh}收缩`, `${en}, contraction`], ACTIVITY, {
        measure: 'ordinal',
        showIf: 'wu_kind = 5',
        section: FOUND,
      }),
    ),
    buildLaboratory('wu_homocysteine', ['同型半胱氨酸', 'Homocysteine'], 'µmol/L', [500, 30]),
    buildLaboratory('wu_il6', ['白细胞介素-6', 'IL-6'], 'pg/mL', [50000, 100]),
    buildLaboratory('wu_tnf_alpha', ['肿瘤坏死因子-α', 'TNF-α'], 'pg/mL', [50000, 100]),
    buildLaboratory('wu_crp', ['C 反应蛋白', 'CRP'], 'mg/L', [1000, 100]),
    buildLaboratory('wu_esr', ['血沉', 'ESR'], 'mm/h', [200, 80]),
    buildChoice(
      'wu_block',
      ['阻滞结果', 'Answer to the block'],
      buildCodes([
        [0, 'negative', '无缓解', 'No relief'],
        [1, 'partial', '不足一半', 'Less than half'],
        [2, 'positive', '一半及以上', 'Half or more'],
      ]),
      { measure: 'ordinal', showIf: 'wu_kind = 7', required: true, section: FOUND },
    ),
    buildText('wu_note', ['说明', 'Note'], { section: FOUND }),
  ],
}
