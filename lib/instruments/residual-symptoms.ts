import type { Instrument } from '@/lib/codebook/item'
import { buildChoice, buildCodes, buildDate, buildMulti, buildYesNo } from './build-items'
import { SIDES } from './sides'
import { RESIDUAL_REVIEW } from './sources'

const COMMON = { zh: '常见症状', en: 'Common symptoms' }
const ATYPICAL = { zh: '非典型症状', en: 'Atypical symptoms' }
const CAUSE = { zh: '原因', en: 'Cause' }

/** Symptoms left after disc surgery, over time. Which of them must not wait is asked in `urgent_signs`. */
export const residualSymptoms: Instrument = {
  id: 'residual_symptoms',
  version: 1,
  title: { zh: '残留及非典型症状', en: 'Residual and atypical symptoms' },
  short: { zh: '残留症状', en: 'Res. sympt.' },
  repeat: 'none',
  source: RESIDUAL_REVIEW,
  items: [
    buildYesNo('res_back_pain', ['腰痛', 'Low back pain'], { required: true, section: COMMON }),
    buildMulti(
      'res_back_quality',
      ['腰痛性质', 'What the back pain is like'],
      buildCodes([
        [1, 'dull', '钝痛', 'Dull'],
        [2, 'sore', '酸痛', 'Sore'],
        [3, 'posture', '与体位有关', 'Depends on posture'],
        [4, 'other', '其他', 'Other'],
      ]),
      { showIf: 'res_back_pain = 1', section: COMMON },
    ),
    buildYesNo('res_leg_pain', ['下肢放射痛', 'Radiating leg pain'], { required: true, section: COMMON }),
    buildChoice('res_leg_pain_side', ['放射痛侧别', 'Side of the leg pain'], SIDES, {
      showIf: 'res_leg_pain = 1',
      required: true,
      section: COMMON,
    }),
    buildYesNo('res_numbness', ['麻木', 'Numbness'], { required: true, section: COMMON }),
    buildChoice('res_numbness_side', ['麻木侧别', 'Side of the numbness'], SIDES, {
      showIf: 'res_numbness = 1',
      required: true,
      section: COMMON,
    }),
    buildYesNo('res_weakness', ['无力', 'Weakness'], { required: true, section: COMMON }),
    buildChoice('res_weakness_side', ['无力侧别', 'Side of the weakness'], SIDES, {
      showIf: 'res_weakness = 1',
      required: true,
      section: COMMON,
    }),
    buildMulti(
      'res_atypical',
      ['非典型症状', 'Atypical symptoms'],
      buildCodes([
        [0, 'none', '无', 'None'],
        [1, 'perineal_pain', '会阴部疼痛', 'Perineal pain'],
        [2, 'anal_pressure', '肛门坠胀', 'Anal bearing-down'],
        [3, 'bladder', '排尿障碍', 'Bladder dysfunction'],
        [4, 'bowel', '排便障碍', 'Bowel dysfunction'],
      ]),
      {
        required: true,
        section: ATYPICAL,
        help: {
          zh: '排尿、排便障碍须同时填写“紧急征象”',
          en: 'With bladder or bowel dysfunction, fill in the urgent signs as well',
        },
      },
    ),
    buildDate('res_since', ['出现时间', 'Since'], { partial: true, section: ATYPICAL }),
    buildMulti(
      'res_cause',
      ['可能原因', 'Likely cause'],
      buildCodes([
        [0, 'unknown', '未明', 'Unknown'],
        [1, 'nucleus', '髓核残留', 'Residual nucleus'],
        [2, 'osteophyte', '骨赘', 'Osteophyte'],
        [3, 'scar', '瘢痕', 'Scar'],
        [4, 'disc_collapse', '椎间隙塌陷', 'Disc collapse'],
        [5, 'facet', '小关节', 'Facet joint'],
        [6, 'flavum', '黄韧带', 'Ligamentum flavum'],
      ]),
      { section: CAUSE },
    ),
  ],
}
