'use client'

import { useState } from 'react'
import { Info } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { joinClasses } from '@/components/ui/class-names'
import { Dialog } from '@/components/ui/dialog'
import { formatDf, formatEstimate, formatP, formatStatistic, summaryDecimals } from '@/lib/analysis/format'
import type { ComparisonResult, Effect, RowResult, Sentence, TestOutcome } from '@/lib/analysis/result'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf } from '@/lib/i18n/locale'
import { Assumptions } from './why-assumptions'
import { IconButton } from './icon-button'

interface WhyTestProps {
  row: RowResult
  result: ComparisonResult
}

/** The quiet mark beside a P: why this test, what it assumes, what the others would have said. */
export function WhyTest({ row, result }: WhyTestProps) {
  const t = useTranslations('compare')
  const locale = usePageLocale()
  const [open, setOpen] = useState(false)
  const name = textOf(row.label, locale)
  return (
    <span className="no-print ml-1 inline-block align-middle whitespace-normal">
      <IconButton icon={Info} label={t('why', { name })} onClick={() => setOpen(true)} />
      <Dialog open={open} onClose={() => setOpen(false)} title={name} wide>
        <div className="grid gap-4 text-left">
          <Reasons row={row} result={result} />
          <Assumptions row={row} groups={result.groups} />
          <Tests row={row} alpha={result.plan.alpha} />
        </div>
      </Dialog>
    </span>
  )
}

function Reasons({ row, result }: WhyTestProps) {
  const t = useTranslations('compare')
  const said = useTranslations('analysis')
  const locale = usePageLocale()
  const say = ({ key, params }: Sentence) => said(key, params)
  return (
    <section className="grid gap-1">
      <h3 className="font-semibold">{said(`tests.${row.test.test}`)}</h3>
      <p className="text-dim">
        {row.chosenBy === 'plan'
          ? t('chosenByPlan', { test: said(`tests.${row.ruleTest}`) })
          : t('chosenByRule', { rule: said(`rules.${result.plan.rule}`) })}
      </p>
      <ul className="list-disc pl-5">
        {[...row.reasons, ...row.notes].map((sentence) => (
          <li key={sentence.key + JSON.stringify(sentence.params)}>{say(sentence)}</li>
        ))}
      </ul>
      <p>
        {row.difference && effectOf(row.difference, row)}
        {row.smd !== null && (
          <span className="ml-4">
            {t('smd')} {formatNumber(row.smd, 3)}
          </span>
        )}
      </p>
      {row.missing > 0 && <p>{t('missing', { n: row.n, missing: row.missing })}</p>}
    </section>
  )

  function effectOf(effect: Effect, { decimals }: RowResult): string {
    const share = effect.measure === 'risk_difference'
    const direct = effect.measure === 'mean_difference' || effect.measure === 'median_shift'
    const level = effect.level ? ` (${textOf(effect.level, locale)})` : ''
    const digits = share ? 1 : direct ? summaryDecimals(decimals) : 3
    const text = formatEstimate(effect.estimate, effect.ci, digits, share ? 100 : 1)
    return `${said(`effects.${effect.measure}`)}${level} ${text}`
  }
}

function Tests({ row, alpha }: { row: RowResult; alpha: number }) {
  const t = useTranslations('compare')
  const said = useTranslations('analysis')
  if (row.alternatives.length === 0) return null
  return (
    <section className="grid gap-1">
      <h3 className="font-semibold">{t('otherTests')}</h3>
      <div role="region" aria-label={t('otherTests')} tabIndex={0} className="relative overflow-x-auto">
        <table className="w-full border-y border-ink">
          <thead className="border-b border-line text-xs text-dim">
            <tr>
              <th scope="col" className="px-2 py-1 text-left font-medium">
                {t('test')}
              </th>
              <th scope="col" className="px-2 py-1 text-right font-medium">
                {said('table.statistic')}
              </th>
              <th scope="col" className="px-2 py-1 text-right font-medium">
                <i>P</i>
              </th>
            </tr>
          </thead>
          <tbody>
            {[row.test, ...row.alternatives].map((outcome, at) => (
              <tr key={outcome.test} className={at === 0 ? 'bg-accent-soft' : undefined}>
                <th scope="row" className={joinClasses('px-2 py-1 text-left', at > 0 && 'font-normal')}>
                  {said(`tests.${outcome.test}`)}
                  {at === 0 && <span className="text-xs text-accent"> {t('printed')}</span>}
                </th>
                <td className="px-2 py-1 text-right whitespace-nowrap">
                  <Statistic outcome={outcome} />
                </td>
                <td className="px-2 py-1 text-right">
                  {outcome.status === 'ok'
                    ? formatP(outcome.p, alpha)
                    : said(`notComputable.${outcome.reason}`)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="text-xs text-dim">{t('otherTestsNote')}</p>
    </section>
  )
}

function Statistic({ outcome }: { outcome: TestOutcome }) {
  if (outcome.status !== 'ok' || outcome.symbol === null || outcome.statistic === null) return '–'
  const df = outcome.df.length > 0 ? ` (${formatDf(outcome.df)})` : ''
  return (
    <>
      <i>{outcome.symbol}</i>
      {`${df} = ${formatStatistic(outcome.statistic)}`}
    </>
  )
}
