import type { Bilingual, ChoiceItem, Instrument } from '@/lib/codebook/item'
import { YES_NO } from '@/lib/codebook/yes-no'
import { OWN_RULES, RESIDUAL_REVIEW } from './sources'

function buildSign(name: string, label: Bilingual): ChoiceItem {
  return { name, kind: 'choice', label, measure: 'nominal', required: true, codes: YES_NO }
}

/** Signs that cannot wait for the next visit; each "yes" raises an alert that a named person acknowledges. */
export const urgentSigns: Instrument = {
  id: 'urgent_signs',
  version: 1,
  title: { zh: '紧急征象', en: 'Urgent signs' },
  short: { zh: '红旗征', en: 'Red flags' },
  repeat: 'none',
  source: `${RESIDUAL_REVIEW}; ${OWN_RULES}`,
  items: [
    buildSign('urgent_bladder', { zh: '排尿困难或失禁（新发）', en: 'New trouble passing or holding urine' }),
    buildSign('urgent_bowel', { zh: '排便困难或失禁（新发）', en: 'New trouble passing or holding stool' }),
    buildSign('urgent_saddle', { zh: '会阴部麻木', en: 'Numbness of the saddle area' }),
    buildSign('urgent_weakness', { zh: '下肢无力（新发或加重）', en: 'New or growing weakness of a leg' }),
    buildSign('urgent_fever', { zh: '发热伴腰背痛', en: 'Fever with back pain' }),
  ],
}
