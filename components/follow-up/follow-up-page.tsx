'use client'

import { useTranslations } from 'next-intl'
import { FigureView } from '@/components/results/figure'
import { PageBody, PageHeader } from '@/components/registry/shell-header'
import { listOptions, type Option, type StudyLabels } from '@/components/registry/study-labels'
import { CompletenessTable, type FollowUpReached } from '@/components/registry/today-completeness'
import type { Locale } from '@/lib/i18n/locale'
import type { Protocol } from '@/lib/protocol/protocol'
import { BrakeSection } from './brake'
import { Calendars } from './calendars'
import { makeFlow } from './flow-input'
import { LossTable } from './loss-table'
import { LostPanel, type LostPanelView } from './lost-panel'
import type { ArmView, BrakeView, FateView, FeedView, ReasonView, ScreeningView } from './view'

export interface FollowUpPageProps {
  slug: string
  protocol: Protocol
  labels: StudyLabels
  locale: Locale
  sites: readonly Option[]
  today: string
  counts: {
    readonly reached: FollowUpReached
    readonly brake: BrakeView | null
    readonly screening: ScreeningView
    readonly arms: readonly ArmView[]
    readonly fates: readonly FateView[]
    readonly reasons: readonly ReasonView[]
    readonly pooled: 'hidden' | 'closed' | null
  }
  /** For researchers alone. */
  lost: LostPanelView | null
  /** Null where one may not make any. */
  feeds: readonly FeedView[] | null
  mayRelease: boolean
}

/** Where everybody is: how many came, who did not and why, and the diagram a paper begins with. */
export function FollowUpPage(props: FollowUpPageProps) {
  const { slug, protocol, labels, locale, sites, counts, lost, feeds } = props
  const t = useTranslations('followUp')
  const { reached, brake, screening } = counts
  const spec = {
    kind: 'flow' as const,
    input: makeFlow({ ...counts, pooled: counts.pooled !== null }, protocol, labels, locale, (key, params) =>
      t(key, params),
    ),
  }
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <PageBody>
        <CompletenessTable reached={reached} labels={labels} />
        {brake && (
          <BrakeSection
            slug={slug}
            view={brake}
            visit={labels.visits[brake.brake.visit] ?? brake.brake.visit}
            sites={sites}
            today={props.today}
            mayRelease={props.mayRelease}
          />
        )}
        <LossTable fates={counts.fates} reasons={counts.reasons} labels={labels} locale={locale} />
        {lost && <LostPanel slug={slug} panel={lost} visits={listOptions(labels.visits)} locale={locale} />}
        {screening.enrolled > 0 && (
          <section className="grid gap-2">
            <h2 className="text-base font-semibold">{t('flow.title')}</h2>
            <p className="text-xs text-dim">
              {t('flow.about')} {counts.pooled && t(`flow.pooled.${counts.pooled}`)}
            </p>
            <div className="max-w-4xl">
              <FigureView
                spec={spec}
                title={t('flow.title')}
                description={t('flow.description', {
                  assessed: screening.assessed,
                  enrolled: screening.enrolled,
                })}
                fileName={`flow-${slug}`}
                hideTitle
              />
            </div>
          </section>
        )}
        {feeds && <Calendars slug={slug} feeds={feeds} sites={sites} />}
      </PageBody>
    </>
  )
}
