/** The ten sections of the Oswestry index, as its forms share them. */
import type { Bilingual, ChoiceItem } from '@/lib/codebook/item'
import { buildGrades } from './build-items'

/** The wording of the questionnaire is licensed and is read from the site's own sheet; these are short names of ours. */
export const SECTIONS: readonly Bilingual[] = [
  { zh: '疼痛程度', en: 'Pain' },
  { zh: '自理', en: 'Self-care' },
  { zh: '提物', en: 'Lifting' },
  { zh: '行走', en: 'Walking' },
  { zh: '坐', en: 'Sitting' },
  { zh: '站立', en: 'Standing' },
  { zh: '睡眠', en: 'Sleep' },
  { zh: '性生活', en: 'Sex life' },
  { zh: '社会活动', en: 'Social life' },
  { zh: '出行', en: 'Travel' },
]

/** A section graded 0–5 under the number it has in its own form. */
export function buildSection(name: string, number: number, label: Bilingual): ChoiceItem {
  return {
    name,
    kind: 'choice',
    label: { zh: `${number} ${label.zh}`, en: `${number} ${label.en}` },
    measure: 'ordinal',
    section: { zh: 'ODI', en: 'ODI' },
    help: {
      zh: '0 无影响，5 最重；同一项勾选两处时取较高者',
      en: '0 no limit, 5 worst; where two are ticked, the higher',
    },
    required: true,
    codes: buildGrades(0, 5),
  }
}
