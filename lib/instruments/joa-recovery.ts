/** JOA recovery rate (Hirabayashi) and the schemes by which papers grade it. */
import type { Bilingual, Formula } from '@/lib/codebook/item'

/** Full marks by variant; a rate is only ever taken within one of them. */
export const JOA_FULL = { lumbar: 29, cervical: 17 } as const

export const RECOVERY: Formula = {
  id: 'joa-recovery',
  version: 1,
  text: {
    zh: '100 ×（术后 − 术前）÷（满分 − 术前）；术前满分时无定义，负值保留',
    en: '100 × (after − before) ÷ (full − before); undefined at full marks before, negatives are kept',
  },
  source: 'doi:10.1155/2019/5321580; attribution to Hirabayashi unverified',
}

/**
 * Recovery rate in percent: 100 × (post − pre) ÷ (full − pre). Negative where it got worse, never clipped; null at
 * pre = full, where it is undefined. The mean of patients' rates is not the rate of the means: average these.
 * Source: doi:10.1155/2019/5321580 (formula); attribution to Hirabayashi unverified.
 * @throws RangeError when a score exceeds full marks: two variants have been mixed
 */
export function joaRecoveryRate(pre: number, post: number, full: number = JOA_FULL.lumbar): number | null {
  if (pre > full || post > full) throw new RangeError(`a JOA score above ${full}`)
  return pre === full ? null : (100 * (post - pre)) / (full - pre)
}

export interface RecoveryGrade {
  readonly key: string
  readonly label: Bilingual
  /** Reached from this rate on (`over`: only above it). The last grade takes everything below. */
  readonly from: number
  readonly over?: boolean
}

export interface RecoveryScheme {
  readonly id: string
  readonly label: Bilingual
  /** Best first. */
  readonly grades: readonly RecoveryGrade[]
  readonly source: string
  readonly verified: boolean
}

/** Papers differ, so a study names its scheme; there is no default. */
export const RECOVERY_SCHEMES: readonly RecoveryScheme[] = [
  {
    id: 'four_grades_75',
    label: { zh: '优良可差（75、50、25%）', en: 'Excellent to poor (75, 50, 25 %)' },
    grades: [
      { key: 'excellent', label: { zh: '优', en: 'Excellent' }, from: 75 },
      { key: 'good', label: { zh: '良', en: 'Good' }, from: 50 },
      { key: 'fair', label: { zh: '可', en: 'Fair' }, from: 25 },
      { key: 'poor', label: { zh: '差', en: 'Poor' }, from: -Infinity },
    ],
    source: 'General usage, unverified',
    verified: false,
  },
  {
    id: 'cured_100',
    label: { zh: '治愈显效有效无效（100、60、25%）', en: 'Cured to ineffective (100, 60, 25 %)' },
    grades: [
      { key: 'cured', label: { zh: '治愈', en: 'Cured' }, from: 100 },
      { key: 'marked', label: { zh: '显效', en: 'Marked' }, from: 60, over: true },
      { key: 'effective', label: { zh: '有效', en: 'Effective' }, from: 25 },
      { key: 'ineffective', label: { zh: '无效', en: 'Ineffective' }, from: -Infinity },
    ],
    source: '360docs.net/1017350159',
    verified: true,
  },
]

/** The grade of a rate in a named scheme. @throws Error when there is no such scheme */
export function gradeRecovery(scheme: string, rate: number): RecoveryGrade {
  const grades = RECOVERY_SCHEMES.find(({ id }) => id === scheme)?.grades
  const grade = grades?.find(({ from, over }) => (over ? rate > from : rate >= from))
  if (!grade) throw new Error(`no recovery scheme ${scheme}`)
  return grade
}
