import type { Bilingual, NumberItem } from '@/lib/codebook/item'

/** One visual analogue scale 0–10 with one decimal; an answer in millimetres is divided by ten before it is entered. */
export function buildVasItem(name: string, label: Bilingual, section?: Bilingual): NumberItem {
  return {
    name,
    kind: 'number',
    label,
    measure: 'scale',
    unit: '/10',
    help: { zh: '0 不痛，10 最痛', en: '0 no pain, 10 worst pain' },
    ...(section ? { section } : {}),
    required: true,
    decimals: 1,
    hard: { min: 0, max: 10 },
    jump: 7,
  }
}
