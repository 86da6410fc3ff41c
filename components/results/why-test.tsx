'use client'

import { useState } from 'react'
import { Info } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { joinClasses } from '@/components/ui/class-names'
import { Dialog } from '@/components/ui/dialog'
import { formatDf, formatEstimate, formatP, formatStatistic, summaryDecimals } from '@/lib/analysis/format'
import type {
  AnyTestId,
  Assumption,
  ComparisonResult,
  Effect,
  Sentence,
  TestOutcome,
} from '@/lib/analysis/result'
import { DIRECT } from '@/lib/analysis/table-parts'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf } from '@/lib/i18n/locale'
import { Assumptions } from './why-assumptions'
import { IconButton } from './icon-button'

/** A test with all that led to it: of a row, or of one group before and after. */
export interface Explained {
  readonly name: string
  readonly why: string
  readonly decimals: number
  readonly n: number
  readonly missing: number
  readonly assumptions: readonly Assumption[]
  readonly ruleTest: AnyTestId | 'none'
  readonly chosenBy: 'rule' | 'plan'
  readonly sentences: readonly Sentence[]
  readonly test: TestOutcome
  readonly alternatives: readonly TestOutcome[]
  readonly effects: readonly Effect[]
  readonly smd: number | null
}

interface WhyTestProps {
  of: Explained
  result: ComparisonResult
}

/** The quiet mark beside a P: why this test, what it assumes, what the others would have said. */
export function WhyTest({ of, result }: WhyTestProps) {
  const [open, setOpen] = useState(false)
  return (
    <span className="no-print ml-1 inline-block align-middle whitespace-normal">
      <IconButton icon={Info} label={of.why} onClick={() => setOpen(true)} />
      <Dialog open={open} onClose={() => setOpen(false)} title={of.name} wide>
        <div className="grid gap-4 text-left">
          <Reasons of={of} result={result} />
          <Assumptions assumptions={of.assumptions} groups={result.groups} />
          <Tests of={of} alpha={result.plan.alpha} />
        </div>
      </Dialog>
    </span>
  )
}

function Reasons({ of, result }: WhyTestProps) {
  const t = useTranslations('compare')
  const said = useTranslations('analysis')
  const locale = usePageLocale()
  const say = ({ key, params }: Sentence) => said(key, params)
  return (
    <section className="grid gap-1">
      <h3 className="font-semibold">{said(`tests.${of.test.test}`)}</h3>
      <p className="text-dim">
        {of.chosenBy === 'plan'
          ? t('chosenByPlan', { test: said(`tests.${of.ruleTest}`) })
          : t('chosenByRule', { rule: said(`rules.${result.plan.rule}`) })}
      </p>
      <ul className="list-disc pl-5">
        {of.sentences.map((sentence) => (
          <li key={sentence.key + JSON.stringify(sentence.params)}>{say(sentence)}</li>
        ))}
      </ul>
      {of.effects.map((effect, at) => (
        <p key={at}>{effectOf(effect)}</p>
      ))}
      {of.smd !== null && (
        <p>
          {t('smd')} {formatNumber(of.smd, 3)}
        </p>
      )}
      {of.missing > 0 && <p>{t('missing', { n: of.n, missing: of.missing })}</p>}
    </section>
  )

  function effectOf(effect: Effect): string {
    const share = effect.measure === 'risk_difference' || effect.measure === 'share_change'
    const level = effect.level ? ` (${textOf(effect.level, locale)})` : ''
    const pair = effect.groups?.map((at) => textOf(result.groups[at]?.label ?? NOBODY, locale)).join(' − ')
    const digits = share ? 1 : DIRECT.includes(effect.measure) ? summaryDecimals(of.decimals) : 3
    const text = formatEstimate(effect.estimate, effect.ci, digits, share ? 100 : 1)
    return `${said(`effects.${effect.measure}`)}${level}${pair ? ` (${pair})` : ''} ${text}`
  }
}

const NOBODY = { zh: '', en: '' }

function Tests({ of, alpha }: { of: Explained; alpha: number }) {
  const t = useTranslations('compare')
  const said = useTranslations('analysis')
  if (of.alternatives.length === 0) return null
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
            {[of.test, ...of.alternatives].map((outcome, at) => (
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
