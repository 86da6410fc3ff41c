import type { Instrument } from '@/lib/codebook/item'
import { buildChoice, buildYesNo } from './build-items'
import { SIDES } from './sides'
import { SNRB_STUDY } from './sources'

/** What a patient with a herniated disc complains of before treatment. Hypertension and diabetes stand in `demographics`. */
export const symptoms: Instrument = {
  id: 'symptoms',
  version: 1,
  title: { zh: '腰椎间盘突出症状', en: 'Symptoms of disc herniation' },
  short: { zh: '症状', en: 'Symptoms' },
  repeat: 'none',
  source: `${SNRB_STUDY} (Table 1)`,
  items: [
    buildYesNo('numbness', ['麻木', 'Numbness'], { required: true }),
    buildYesNo('weakness', ['乏力', 'Weakness'], { required: true }),
    buildYesNo('back_pain', ['背痛', 'Back pain'], { required: true }),
    buildChoice('leg_pain_side', ['下肢痛侧别', 'Side of the leg pain'], SIDES),
  ],
}
