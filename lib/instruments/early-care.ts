import type { Instrument, IntegerItem } from '@/lib/codebook/item'
import { bilingual, buildChoice, buildCodes, buildYesNo } from './build-items'
import type { Words } from './build-items'
import { OVCF_STUDY } from './sources'

function buildHours(name: string, label: Words, planned: number, required = false): IntegerItem {
  return {
    name,
    kind: 'integer',
    label: bilingual(label),
    measure: 'scale',
    unit: 'h',
    help: bilingual([`术后小时数；方案为 ${planned}`, `Hours after the operation; ${planned} as planned`]),
    ...(required ? { required } : {}),
    hard: { min: 0, max: 720 },
    soft: { min: 0, max: 3 * planned },
  }
}

/** How the patient lay, and when turning, exercise and walking began, as the OVCF study gives its care. */
export const earlyCare: Instrument = {
  id: 'early_care',
  version: 1,
  title: { zh: '围手术期护理', en: 'Care around the operation' },
  short: { zh: '护理', en: 'Care' },
  repeat: 'operation',
  source: OVCF_STUDY,
  items: [
    buildChoice(
      'care_position',
      ['手术体位', 'Position'],
      buildCodes([
        [1, 'prone', '俯卧', 'Prone'],
        [2, 'lateral', '侧卧', 'On the side'],
      ]),
    ),
    buildYesNo('care_reduction', ['体位复位', 'Postural reduction']),
    buildHours('care_turned_h', ['开始翻身', 'Turned in bed'], 6),
    buildHours('care_exercise_h', ['开始腰背肌锻炼', 'Back exercises began'], 12),
    buildHours('care_up_h', ['下床', 'Out of bed'], 48, true),
  ],
}
