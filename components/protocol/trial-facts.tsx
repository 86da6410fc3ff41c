'use client'

import { useTranslations } from 'next-intl'
import { usePageLocale } from '@/components/registry/use-page-locale'
import { formatNumber } from '@/lib/i18n/format-number'
import { textOf } from '@/lib/i18n/locale'
import type { Protocol } from '@/lib/protocol/protocol'
import { findArm, findVisit } from '@/lib/protocol/protocol-read'
import { useValueWords } from './words'

/** What a study fixes beyond its visits; what is not stated says so. */
export function TrialFacts({ protocol }: { protocol: Protocol }) {
  const t = useTranslations('protocolFields')
  const lines = useFacts(protocol)
  const none = useTranslations('protocolEdit')('notStated')
  const locale = usePageLocale()
  const missing = lines.filter(([, value]) => value === null).map(([key]) => t(key))
  return (
    <dl className="grid max-w-4xl gap-x-6 gap-y-1 sm:grid-cols-[12rem_minmax(0,1fr)]">
      {lines.map(([key, value]) =>
        value === null ? null : (
          <div key={key} className="contents">
            <dt className="text-dim">{t(key)}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
      {missing.length > 0 && (
        <div className="contents">
          <dt className="text-dim">{none}</dt>
          <dd className="text-dim">{missing.join(locale === 'en' ? ', ' : '、')}</dd>
        </div>
      )}
    </dl>
  )
}

type Key =
  | 'ethics'
  | 'registration'
  | 'sampleSize'
  | 'blinded'
  | 'baseline'
  | 'randomisation'
  | 'strata'
  | 'analysisSets'
  | 'adjudication'
  | 'checks'
  | 'doubleEntry'
  | 'brake'

function useFacts(protocol: Protocol): (readonly [Key, string | null])[] {
  const t = useTranslations('protocolEdit')
  const fields = useTranslations('protocolFields')
  const locale = usePageLocale()
  const say = useValueWords()
  const { ethics, registration, sampleSize, blinded, baseline, randomisation: plan } = protocol
  const { analysisSets = [], adjudication, checks = [], doubleEntry, brake } = protocol
  const join = (parts: readonly (string | null | undefined | false)[]) => parts.filter(Boolean).join(' · ')
  const visitName = (code: string) => {
    const visit = findVisit(protocol, code)
    return visit ? textOf(visit.label, locale) : code
  }
  const share = (part: number) => `${formatNumber(Math.round(part * 1000) / 10)} %`
  const ratio = Object.entries(plan?.ratio ?? {}).map(([code, parts]) => {
    const arm = findArm(protocol, code)
    return `${arm ? textOf(arm.label, locale) : code} ${parts}`
  })
  return [
    [
      'ethics',
      ethics
        ? join([
            ethics.committee,
            ethics.number,
            `${ethics.approvedOn}${ethics.expiresOn ? ` – ${ethics.expiresOn}` : ''}`,
          ])
        : null,
    ],
    [
      'registration',
      registration ? join([registration.registry, registration.number, registration.on]) : null,
    ],
    ['sampleSize', sampleSize === undefined ? null : `${formatNumber(sampleSize)} ${t('patients')}`],
    ['blinded', blinded ? say('blinded', blinded) : null],
    ['baseline', baseline === undefined ? t('beforeOperation') : visitName(baseline)],
    [
      'randomisation',
      plan
        ? join([
            t(`values.${plan.kind}`),
            ratio.join(' : '),
            plan.kind === 'blocks' &&
              plan.blockSizes.length > 0 &&
              `${fields('blockSizes')} ${plan.blockSizes.join(', ')}`,
            plan.bySite && fields('bySite'),
          ])
        : null,
    ],
    [
      'strata',
      plan && plan.strata.length > 0
        ? plan.strata
            .map(
              ({ label, answers }) =>
                `${textOf(label, locale)} (${answers.map((one) => textOf(one.label, locale)).join(' / ')})`,
            )
            .join(' · ')
        : null,
    ],
    [
      'analysisSets',
      analysisSets.length > 0
        ? analysisSets
            .map(({ code, definition }) => `${t(`values.${code}`)}: ${textOf(definition, locale)}`)
            .join(' · ')
        : null,
    ],
    [
      'adjudication',
      adjudication
        ? join([
            t(adjudication.readers === 2 ? 'values.two_readers' : 'values.one_reader'),
            adjudication.blind && fields('blind'),
          ])
        : null,
    ],
    [
      'checks',
      checks.length > 0
        ? checks
            .map(({ message, severity, when }) =>
              join([textOf(message, locale), t(`values.${severity}`), when]),
            )
            .join('; ')
        : null,
    ],
    ['doubleEntry', doubleEntry === undefined ? null : share(doubleEntry)],
    [
      'brake',
      brake
        ? join([
            visitName(brake.visit),
            `${fields('below')} ${share(brake.below)}`,
            `${fields('least')} ${brake.least} ${t('windowsUnit')}`,
          ])
        : null,
    ],
  ]
}
