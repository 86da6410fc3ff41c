import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import type { ComparisonResult } from '@/lib/analysis/result'
import { textOf } from '@/lib/i18n/locale'
import type { Explained } from './why-test'

/** What stands behind the P of a row, and of one group of it before and after. */
export function useExplain({ rows, groups }: ComparisonResult) {
  const t = useTranslations('compare')
  const locale = usePageLocale()
  return {
    row(at: number): Explained | null {
      const row = rows[at]
      if (!row) return null
      const name = textOf(row.label, locale)
      return {
        ...row,
        ...{ name, why: t('why', { name }) },
        sentences: [...row.reasons, ...row.notes],
        effects: [...(row.difference ? [row.difference] : []), ...(row.effects ?? [])],
      }
    },
    within(at: number, index: number): Explained | null {
      const row = rows[at]
      const group = row?.within?.groups[index]
      if (!row?.within || !group) return null
      const name = textOf(row.within.label, locale)
      const label = textOf(groups[index]?.label ?? row.label, locale)
      return {
        ...group,
        ...{ name: `${name} · ${label}`, why: t('withinWhy', { name, group: label }) },
        decimals: row.within.decimals,
        missing: group.single,
        sentences: group.reasons,
        effects: group.effect ? [group.effect] : [],
        smd: null,
      }
    },
  }
}
