import { useTranslations } from 'next-intl'
import { textOf } from '@/lib/i18n/locale'
import { getThreshold, type Bar } from '@/lib/instruments/thresholds'
import type { Protocol, RulePlan } from '@/lib/protocol/protocol'
import { findVisit } from '@/lib/protocol/protocol-read'
import { findRule } from '@/lib/protocol/rules/evaluate'
import { usePageLocale } from './use-page-locale'

export function ProtocolRules({ protocol }: { protocol: Protocol }) {
  const t = useTranslations('protocolPage')
  const names = useTranslations('rules.names')
  if (protocol.rules.length === 0) return <p className="text-dim">{t('noRules')}</p>
  return (
    <ul className="grid max-w-4xl border-t border-line">
      {protocol.rules.map((plan) => (
        <li key={plan.id} className="grid gap-x-4 border-b border-line px-2 py-1.5 sm:grid-cols-[16rem_1fr]">
          <span>
            <span className="font-medium">{names.has(plan.id) ? names(plan.id) : plan.id}</span>{' '}
            <code className="text-xs whitespace-nowrap text-dim">
              {plan.id} v{plan.version}
            </code>
          </span>
          <RuleParams plan={plan} protocol={protocol} />
        </li>
      ))}
    </ul>
  )
}

function RuleParams({ plan, protocol }: { plan: RulePlan; protocol: Protocol }) {
  const t = useTranslations('protocolPage')
  const locale = usePageLocale()
  const params = Object.entries({ ...findRule(plan.id, plan.version)?.defaults, ...plan.params })
  const nameVisit = (code: string) => {
    const visit = findVisit(protocol, code)
    return visit ? textOf(visit.short, locale) : code
  }
  if (params.length === 0) return <span className="text-dim">{t('noParams')}</span>
  return (
    <span className="flex flex-wrap gap-x-4">
      {params.map(([name, value]) => (
        <span key={name}>
          <span className="text-dim">{t.has(`params.${name}`) ? t(`params.${name}`) : name}</span>{' '}
          {typeof value === 'object' ? value.map(nameVisit).join(' · ') : value}
        </span>
      ))}
    </span>
  )
}

export function ProtocolResponder({ id }: { id: string }) {
  const t = useTranslations('protocolPage')
  const locale = usePageLocale()
  const { label, bars, source, verified, note } = getThreshold(id)
  const outcomes = (['back', 'leg', 'odi'] as const).flatMap((outcome) => {
    const bar = bars[outcome]
    return bar ? [{ outcome, bar }] : []
  })
  return (
    <div className="grid max-w-3xl gap-1">
      <p className="font-medium">{textOf(label, locale)}</p>
      <ul className="flex flex-wrap gap-x-4">
        {outcomes.map(({ outcome, bar }) => (
          <li key={outcome}>
            <span className="text-dim">{t(`outcomes.${outcome}`)}</span> <BarWords bar={bar} />
          </li>
        ))}
      </ul>
      <p className="text-xs text-dim">
        {t('source')}
        {textOf(source, locale)}
        {!verified && ` · ${t('unverified')}`}
        {note && ` · ${textOf(note, locale)}`}
      </p>
    </div>
  )
}

function BarWords({ bar }: { bar: Bar }) {
  const t = useTranslations('protocolPage.bars')
  if (bar.kind === 'drop') return t('drop', { points: bar.points })
  return bar.kind === 'percent' ? t('percent', { percent: bar.percent }) : t('state', { atMost: bar.atMost })
}
