import type { Instrument } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildMulti, buildYesNo } from './build-items'
import { OWN_RULES, SNRB_STUDY } from './sources'

const BEFORE = { zh: '术前', en: 'Before' }
const DONE = { zh: '手术', en: 'Operation' }
const AFTER = { zh: '出院前', en: 'Before discharge' }

/** What a reviewer of an endoscopic discectomy asks for beside level, side and operator, which belong to the operation. */
export const peldRecord: Instrument = {
  id: 'peld_record',
  version: 1,
  title: { zh: 'PELD 手术记录', en: 'PELD record' },
  short: { zh: 'PELD', en: 'PELD' },
  repeat: 'operation',
  source: `${SNRB_STUDY}; ${OWN_RULES}`,
  items: [
    buildChoice(
      'peld_approach',
      ['入路', 'Approach'],
      buildCodes([
        [1, 'transforaminal', '经椎间孔', 'Transforaminal'],
        [2, 'interlaminar', '经椎板间', 'Interlaminar'],
      ]),
      { required: true, section: DONE },
    ),
    buildYesNo('foraminoplasty', ['椎间孔成形', 'Foraminoplasty'], {
      showIf: 'peld_approach = 1',
      required: true,
      section: DONE,
    }),
    buildChoice(
      'peld_anaesthesia',
      ['麻醉', 'Anaesthesia'],
      buildCodes([
        [1, 'local', '局部麻醉', 'Local'],
        [2, 'regional', '椎管内麻醉', 'Regional'],
        [3, 'general', '全身麻醉', 'General'],
      ]),
      { required: true, section: DONE },
    ),
    buildChoice(
      'modic',
      ['Modic 改变', 'Modic changes'],
      buildCodes([
        [0, 'none', '无', 'None'],
        [1, 'I', 'Ⅰ 型', 'Type I'],
        [2, 'II', 'Ⅱ 型', 'Type II'],
        [3, 'III', 'Ⅲ 型', 'Type III'],
      ]),
      { required: true, section: BEFORE },
    ),
    {
      name: 'conservative_weeks',
      kind: 'integer',
      label: { zh: '术前保守治疗', en: 'Conservative care before' },
      measure: 'scale',
      unit: 'wk',
      section: BEFORE,
      required: true,
      hard: { min: 0, max: 2600 },
      soft: { min: 0, max: 520 },
    },
    buildMulti(
      'conservative_kinds',
      ['保守治疗方式', 'Kinds of conservative care'],
      buildCodes([
        [1, 'drugs', '药物', 'Drugs'],
        [2, 'physiotherapy', '理疗', 'Physiotherapy'],
        [3, 'traction', '牵引', 'Traction'],
        [4, 'acupuncture', '针灸', 'Acupuncture'],
        [5, 'manual', '推拿', 'Manual therapy'],
        [6, 'injection', '注射', 'Injection'],
        [7, 'other', '其他', 'Other'],
      ]),
      { showIf: 'conservative_weeks > 0', section: BEFORE },
    ),
    buildChoice(
      'anxiety',
      ['焦虑', 'Anxiety'],
      buildCodes([
        [0, 'none', '无', 'None'],
        [1, 'mild', '轻度', 'Mild'],
        [2, 'moderate', '中度', 'Moderate'],
        [3, 'severe', '重度', 'Severe'],
      ]),
      { measure: 'ordinal', section: BEFORE },
    ),
    buildChoice(
      'anxiety_by',
      ['焦虑评定方法', 'Anxiety judged by'],
      buildCodes([
        [1, 'impression', '医师印象', 'Clinical impression'],
        [2, 'gad7', 'GAD-7', 'GAD-7'],
        [3, 'hads', 'HADS', 'HADS'],
        [4, 'sas', 'SAS', 'SAS'],
      ]),
      { showIf: 'answered(anxiety)', section: BEFORE },
    ),
    buildYesNo('discharge_mri', ['出院前 MRI', 'MRI before discharge'], { required: true, section: AFTER }),
    buildChoice(
      'discharge_mri_finding',
      ['MRI 所见', 'What the MRI shows'],
      buildCodes([
        [1, 'decompressed', '减压充分', 'Decompressed'],
        [2, 'fragment', '髓核残留', 'Residual fragment'],
        [3, 'haematoma', '血肿', 'Haematoma'],
        [4, 'other', '其他', 'Other'],
      ]),
      { showIf: 'discharge_mri = 1', required: true, section: AFTER },
    ),
  ],
}
