import type { Bilingual, ChoiceItem, Instrument } from '@/lib/codebook/item'
import { YES_NO } from '@/lib/codebook/yes-no'
import { OVCF_STUDY } from './sources'

function buildEvent(name: string, label: Bilingual): ChoiceItem {
  return { name, kind: 'choice', label, measure: 'nominal', required: true, codes: YES_NO }
}

/** Events as a finished cohort reports them: by patient, without level or adjudication of ours. */
export const eventsReported: Instrument = {
  id: 'events_reported',
  version: 1,
  title: { zh: '来源报告的事件', en: 'Events as reported by the source' },
  short: { zh: '事件', en: 'Events' },
  repeat: 'none',
  source: OVCF_STUDY,
  items: [
    buildEvent('leak', { zh: '骨水泥渗漏', en: 'Cement leakage' }),
    buildEvent('nerve_injury', { zh: '神经损伤', en: 'Nerve injury' }),
    buildEvent('bed_complication', { zh: '卧床并发症', en: 'Complication of bed rest' }),
  ],
}
