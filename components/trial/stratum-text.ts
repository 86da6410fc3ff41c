import { textOf, type Locale } from '@/lib/i18n/locale'
import type { Protocol } from '@/lib/protocol/protocol'

/** "NORTH/severe" in words: the site, then each answer. */
export function sayStratum(stratum: string, { randomisation }: Protocol, locale: Locale): string {
  if (!randomisation) return stratum
  const parts = stratum.split('/')
  const site = randomisation.bySite ? parts.shift() : undefined
  const answers = randomisation.strata.map(({ answers: offered }, at) => {
    const answer = offered.find(({ code }) => code === parts[at])
    return answer ? textOf(answer.label, locale) : parts[at]
  })
  return [site, ...answers].filter(Boolean).join(' · ')
}
