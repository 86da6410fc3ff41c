import { getTimeZone, getTranslations } from 'next-intl/server'
import { FollowUpPage } from '@/components/follow-up/follow-up-page'
import { labelStudy } from '@/components/registry/study-labels'
import { can } from '@/lib/access/actor'
import type { Protocol } from '@/lib/protocol/protocol'
import { listFeeds } from '@/lib/records/follow-up/feeds'
import { readFollowUp, type FollowUpPage as Counts } from '@/lib/records/follow-up/follow-up-page'
import { formatInstant } from '@/lib/i18n/format-date'
import { getStudy } from '@/lib/records/studies/studies'
import { compareLostToFollowUp } from '@/lib/tasks/lost-panel'
import { resolveLocale } from '../../i18n'
import { askRecords } from '../../page-call'
import { readChoice, type SearchParams } from '../../page-params'

interface PageProps {
  params: Promise<{ study: string }>
  searchParams: SearchParams
}

export async function generateMetadata() {
  const t = await getTranslations('followUp')
  return { title: t('title') }
}

/** Completeness, loss and flow of a study. */
export default async function Page({ params, searchParams }: PageProps) {
  const { study: slug } = await params
  const asked = await searchParams
  const locale = await resolveLocale()
  const { study, counts, lost, feeds, mayRelease } = await askRecords(async (call) => {
    const found = await getStudy(call, slug)
    const counted = await readFollowUp(call, slug)
    const chosen = readChoice(
      asked,
      'visit',
      found.protocol.visits.map(({ code }) => code),
    )
    const visit = chosen ?? chooseVisit(counted, found.protocol)
    const compares = can(call.actor, 'follow_up.compare', slug) && visit !== undefined
    return {
      study: found,
      counts: counted,
      lost: compares ? await compareLostToFollowUp(call, slug, visit) : null,
      feeds: can(call.actor, 'calendar.create', slug) ? await listFeeds(call, slug) : null,
      mayRelease: can(call.actor, 'brake.release', slug),
    }
  })
  const zone = await getTimeZone()
  return (
    <FollowUpPage
      slug={slug}
      protocol={study.protocol}
      labels={labelStudy(study.protocol, locale, study.own)}
      locale={locale}
      sites={study.sites.map(({ code, nameZh, nameEn }) => ({
        value: code,
        label: locale === 'en' ? nameEn : nameZh,
      }))}
      today={counts.today}
      counts={counts}
      lost={lost}
      feeds={
        feeds?.map(({ madeAt, ...feed }) => ({
          ...feed,
          madeOn: formatInstant(madeAt, zone).slice(0, 10),
        })) ?? null
      }
      mayRelease={mayRelease}
    />
  )
}

/** The visit of the primary outcome, or the last one that somebody missed. */
function chooseVisit({ fates }: Counts, protocol: Protocol): string | undefined {
  const missed = fates.filter(({ fate }) => fate === 'missed' || fate === 'lost').map(({ visit }) => visit)
  const primary = protocol.primaryOutcome?.visit
  if (primary !== undefined && missed.includes(primary)) return primary
  return missed.at(-1) ?? primary ?? protocol.visits.at(-1)?.code
}
