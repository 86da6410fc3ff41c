import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { formatDf, printP } from '@/lib/analysis/format'
import type { Assumption, GroupResult } from '@/lib/analysis/result'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf } from '@/lib/i18n/locale'

interface AssumptionsProps {
  assumptions: readonly Assumption[]
  groups: readonly GroupResult[]
}

/** What was checked before the test was chosen, with its numbers. */
export function Assumptions({ assumptions, groups }: AssumptionsProps) {
  const t = useTranslations('compare')
  if (assumptions.length === 0) return null
  return (
    <section className="grid gap-1">
      <h3 className="font-semibold">{t('assumptions')}</h3>
      <ul className="list-disc pl-5">
        {assumptions.map((assumption) => (
          <li key={keyOf(assumption)}>
            <One assumption={assumption} groups={groups} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function keyOf(assumption: Assumption): string {
  return assumption.check === 'shapiro_wilk' ? assumption.group : assumption.check
}

function One({ assumption, groups }: { assumption: Assumption; groups: readonly GroupResult[] }) {
  const t = useTranslations('compare')
  const said = useTranslations('analysis.notComputable')
  const locale = usePageLocale()
  if (assumption.check === 'expected') {
    const { n, min, below5, cells } = assumption
    return t('expected', { n, min: formatNumber(min, 2), below5, cells })
  }
  const name =
    assumption.check === 'levene' ? t('levene') : t('shapiro', { group: labelOf(assumption.group) })
  if (assumption.p === null) return `${name}: ${said(assumption.reason ?? 'too_few')}`
  const statistic =
    assumption.check === 'levene' ? (
      <>
        <i>F</i> ({formatDf(assumption.df)}) = {formatNumber(assumption.F, 3)}
      </>
    ) : (
      <>
        <i>W</i> = {formatNumber(assumption.W, 4)}
      </>
    )
  return (
    <>
      {name}: {statistic}, <i>P</i>
      {`\u00a0${printP(assumption.p)}`}
    </>
  )

  function labelOf(key: string): string {
    const group = groups.find((each) => each.key === key)
    return group ? textOf(group.label, locale) : key
  }
}
