/** Where criteria come from, in both languages. Findings keep the English text for good; pages show it in theirs. */
import type { Bilingual } from '@/lib/codebook/item'
import { textOf, type Locale } from '@/lib/i18n/locale'

export const OWN: Bilingual = { zh: '本系统自拟，尚无公认标准', en: 'own proposal' }

export const VAS_FOUR: Bilingual = {
  zh: '术后 VAS ≥ 4：Li 2020，PMID 32507918',
  en: 'VAS ≥ 4 after operation: Li 2020, PMID 32507918',
}

export const RESIDUAL_PAIN: Bilingual = {
  zh: '《中国疼痛医学杂志》2025(6) 残留腰痛定义；30 天：本系统自拟',
  en: 'Chinese Journal of Pain Medicine 2025(6), definition of residual low back pain; 30 days: own proposal',
}

export const RECURRENT_PAIN: Bilingual = {
  zh: '《中国疼痛医学杂志》2025(6) 疼痛反复定义',
  en: 'Chinese Journal of Pain Medicine 2025(6), definition of recurrent pain',
}

export const LEAK_TYPES: Bilingual = {
  zh: 'Yeom 2003，PMID 12585583（B、S、C 型）',
  en: 'Yeom 2003, PMID 12585583 (types B, S, C)',
}

export const ENDPLATE_CORTEX: Bilingual = {
  zh: 'CT 见骨水泥接触终板或皮质：DOI 10.3877/cma.j.issn.2096-0263.2026.02.001',
  en: 'cement at endplate or cortex on CT: DOI 10.3877/cma.j.issn.2096-0263.2026.02.001',
}

export const RED_FLAGS: Bilingual = {
  zh: '马尾综合征与感染的警示征象；所列条目：本系统自拟',
  en: 'red flags of cauda equina and infection; list: own proposal',
}

export const RECOLLAPSE: Bilingual = {
  zh: 'Yu 2017，PMC5266161；与术后首次影像比较的期限：本系统自拟',
  en: 'Yu 2017, PMC5266161; how soon the first film has to be: own proposal',
}

export const HERNIATION: Bilingual = {
  zh: '未核实：通行用法（6 个月为界；BMRI 2019/6492675）',
  en: 'unverified: general usage (six months; BMRI 2019/6492675)',
}

const SOURCES = [
  OWN,
  VAS_FOUR,
  RESIDUAL_PAIN,
  RECURRENT_PAIN,
  LEAK_TYPES,
  ENDPLATE_CORTEX,
  RED_FLAGS,
  RECOLLAPSE,
  HERNIATION,
]

/** The source that a finding keeps, in the reader's language; one that is no rule's, e.g. an import's, as it is. */
export function saySource(source: string, locale: Locale): string {
  const known = SOURCES.find(({ en }) => en === source)
  return known ? textOf(known, locale) : source
}
