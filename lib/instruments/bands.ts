/** Words for where a value stands on its scale. They describe one value and judge no change. */
import type { Bilingual } from '@/lib/codebook/item'

interface Band {
  /** Reached up to and with this value. */
  readonly upTo: number
  readonly label: Bilingual
}

/** ODI 2.1a, in whole numbers: 0–20, 21–40 and so on. */
const DISABILITY: readonly Band[] = [
  { upTo: 20, label: { zh: '轻微', en: 'minimal disability' } },
  { upTo: 40, label: { zh: '中度', en: 'moderate disability' } },
  { upTo: 60, label: { zh: '重度', en: 'severe disability' } },
  { upTo: 80, label: { zh: '残疾', en: 'crippled' } },
  { upTo: 100, label: { zh: '卧床', en: 'bed-bound' } },
]

/** As the SNRB study reads the VAS: 1–3, 4–6, 7–10. */
const PAIN: readonly Band[] = [
  { upTo: 0, label: { zh: '无痛', en: 'no pain' } },
  { upTo: 3, label: { zh: '轻度疼痛', en: 'mild pain' } },
  { upTo: 6, label: { zh: '中度疼痛', en: 'moderate pain' } },
  { upTo: 10, label: { zh: '重度疼痛', en: 'severe pain' } },
]

const SCALES: Readonly<Record<string, readonly Band[]>> = {
  odi: DISABILITY,
  odi9: DISABILITY,
  vas: PAIN,
  vas_back: PAIN,
  vas_leg: PAIN,
  nrs_back: PAIN,
  nrs_leg: PAIN,
}

/** The band of a value of an item, or null where its scale has none. A fraction counts as the whole number below it. */
export function findBand(item: string, value: number): Bilingual | null {
  const whole = value > 0 && value < 1 ? 1 : Math.floor(value)
  return SCALES[item]?.find(({ upTo }) => whole <= upTo)?.label ?? null
}
