import type { Instrument } from '@/lib/codebook/item'
import { SNRB_STUDY } from './sources'

/** The day the patient left hospital; it may stand for day 3 when it comes earlier. */
export const discharge: Instrument = {
  id: 'discharge',
  version: 1,
  title: { zh: '出院', en: 'Discharge' },
  short: { zh: '出院', en: 'Disch.' },
  repeat: 'none',
  source: SNRB_STUDY,
  items: [
    {
      name: 'discharge_date',
      kind: 'date',
      label: { zh: '出院日期', en: 'Date of discharge' },
      measure: 'scale',
      required: true,
    },
    {
      name: 'discharge_to',
      kind: 'choice',
      label: { zh: '去向', en: 'Discharged to' },
      measure: 'nominal',
      codes: [
        { code: 1, key: 'home', label: { zh: '回家', en: 'Home' } },
        { code: 2, key: 'rehabilitation', label: { zh: '康复机构', en: 'Rehabilitation' } },
        { code: 3, key: 'hospital', label: { zh: '其他医院', en: 'Another hospital' } },
      ],
    },
  ],
}
