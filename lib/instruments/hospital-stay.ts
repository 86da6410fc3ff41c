import type { Instrument } from '@/lib/codebook/item'
import { buildDate } from './build-items'
import { SNRB_STUDY } from './sources'

/** The operation and the stay in figures, for studies that count no fluoroscopy. Discharge has its own form. */
export const hospitalStay: Instrument = {
  id: 'hospital_stay',
  version: 1,
  title: { zh: '住院资料', en: 'Hospital data' },
  short: { zh: '住院', en: 'Stay' },
  repeat: 'operation',
  source: `${SNRB_STUDY} (Table 1)`,
  items: [
    buildDate('admission_date', ['入院日期', 'Date of admission']),
    {
      name: 'op_minutes',
      kind: 'integer',
      label: { zh: '手术时间', en: 'Operation time' },
      measure: 'scale',
      unit: 'min',
      required: true,
      hard: { min: 1, max: 1440 },
      soft: { min: 10, max: 300 },
    },
    {
      name: 'blood_loss_ml',
      kind: 'integer',
      label: { zh: '术中出血量', en: 'Blood loss' },
      measure: 'scale',
      unit: 'mL',
      required: true,
      hard: { min: 0, max: 20000 },
      soft: { min: 0, max: 1000 },
    },
    {
      name: 'los_days',
      kind: 'integer',
      label: { zh: '住院天数', en: 'Length of stay' },
      measure: 'scale',
      unit: 'd',
      help: { zh: '出院日期减入院日期', en: 'Date of discharge less date of admission' },
      required: true,
      hard: { min: 0, max: 365 },
      soft: { min: 1, max: 30 },
    },
  ],
}
