'use client'

import { useLocale, useTranslations } from 'next-intl'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import type { StudyLabels } from '@/components/registry/study-labels'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/link-button'
import type { ItemValue } from '@/lib/codebook/item'
import type { InstrumentJson } from '@/lib/codebook/json'
import { readOwn } from '@/lib/instruments/shelf'
import { textOf, type Locale } from '@/lib/i18n/locale'
import { SecondDifferences } from './second-differences'
import { SecondForm } from './second-form'
import { SECOND_TONES, type SecondLine } from './second-list'

export interface SecondView {
  readonly id: string
  readonly version: number
  readonly state: SecondLine['state']
  readonly patientCode: string
  readonly visitCode: string | null
  readonly instrument: { readonly id: string; readonly version: number }
  readonly own: readonly InstrumentJson[]
  readonly repeatKey: string
  readonly today: string
  readonly mayType: boolean
  readonly mayResolve: boolean
  readonly compared: number | null
  readonly differing: number | null
  readonly entryVersion: number
  readonly differences:
    | readonly {
        readonly item: string
        readonly first: ItemValue | null
        readonly second: ItemValue | null
      }[]
    | null
  readonly choices: Readonly<Record<string, 'first' | 'second'>> | null
  readonly reason: string | null
  readonly typedBy: string | null
  readonly resolvedBy: string | null
}

interface SecondPageProps {
  slug: string
  labels: StudyLabels
  second: SecondView
}

/** A form typed again: to type, to resolve, or as it was settled. */
export function SecondPage({ slug, labels, second }: SecondPageProps) {
  const locale = useLocale() as Locale
  const t = useTranslations('second')
  const instrument = readOwn(second.own).get(second.instrument.id, second.instrument.version)
  const { visitCode } = second
  const place = [
    visitCode && (labels.visits[visitCode] ?? visitCode),
    textOf(instrument.title, locale),
    second.repeatKey,
  ].filter(Boolean)
  const list = `/${slug}/second-entries`
  return (
    <>
      <PageHeader
        title={`${second.patientCode} · ${place.join(' · ')}`}
        subtitle={t(second.mayType ? 'typeAbout' : 'about')}
        actions={
          <LinkButton look="quiet" href={list}>
            {t('all')}
          </LinkButton>
        }
      />
      <PageBody>
        <p className="flex flex-wrap items-center gap-3">
          <Badge tone={SECOND_TONES[second.state]}>{t(`states.${second.state}`)}</Badge>
          {second.compared !== null && (
            <span>{t('result', { differing: second.differing ?? 0, compared: second.compared })}</span>
          )}
          {second.typedBy && <span className="text-dim">{t('typedBy', { name: second.typedBy })}</span>}
          {second.resolvedBy && (
            <span className="text-dim">{t('resolvedBy', { name: second.resolvedBy })}</span>
          )}
          {second.reason && <span className="break-words">{second.reason}</span>}
        </p>
        {second.mayType && <SecondForm slug={slug} second={second} instrument={instrument} back={list} />}
        {second.state === 'wanted' && !second.mayType && <p>{t('somebodyElseAbout')}</p>}
        {second.state === 'differs' && !second.mayResolve && <p>{t('thirdPerson')}</p>}
        {second.differences && <SecondDifferences slug={slug} second={second} instrument={instrument} />}
      </PageBody>
    </>
  )
}
